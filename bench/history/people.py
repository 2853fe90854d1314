"""Who writes to the desk: names as they are in Tashkent, and how each of them writes."""

from dataclasses import dataclass
from random import Random

from bench.history.speech import MARKS
from bench.history.vocabulary import words

UZ_FIRST = words(
    """
    Aziza Dilnoza Rustam Jasur Malika Nodira Bekzod Sardor Gulnora Shahnoza Oybek Ulugʻbek Kamola Feruza Otabek
    Sherzod Zarina Madina Akmal Botir Laylo Nigora Davron Farrux Iroda Jamshid Komil Lola Mansur Nargiza Olim
    Parviz Rayhona Sanjar Temur Umida Vohid Xurshid Yulduz Zafar Oʻgʻiloy Shoira Gʻayrat Muhayyo
    """
)
UZ_LAST = words(
    """
    Karimov Rahimov Yusupov Toʻxtayev Aliyev Ergashev Qodirov Saidov Nazarov Xolmatov Mirzayev Ismoilov Abdullayev
    Sultonov Umarov Hakimov Joʻrayev Murodov Normatov Oripov Boboyev Gʻaniyev Sodiqov Valiyev Zokirov Tursunov
    """
)
RU_FIRST = words(
    """
    Борис Анна Сергей Ольга Дмитрий Елена Иван Мария Павел Наталья Андрей Светлана Виктор Ирина Алексей Татьяна
    Максим Юлия Роман Вера
    """
)
RU_LAST = words("Иванов Петров Сидоров Ким Пак Цой Смирнов Кузнецов Попов Волков Орлов Лебедев Новиков Морозов")
EN_FIRST = words("John Emma David Sarah Michael Linda Peter Alice James Nora")
EN_LAST = words("Smith Brown Miller Davis Wilson Clark Lewis Young")
# How many of a hundred write so.
MANNERS = {"uz": 48, "uz_cyrillic": 17, "ru": 28, "en": 7}
NAMES = {
    "uz": (UZ_FIRST, UZ_LAST),
    "uz_cyrillic": (UZ_FIRST, UZ_LAST),
    "ru": (RU_FIRST, RU_LAST),
    "en": (EN_FIRST, EN_LAST),
}
FIRST_TELEGRAM_ID, FIRST_ADMIN_TELEGRAM_ID = 5_000_000_000, 7_500_000_000


@dataclass(slots=True)
class Person:
    """Somebody who writes. `manner` is a language and its letters, `mark` what they type in oʻ."""

    id: int
    telegram_id: int
    first_name: str
    last_name: str
    username: str
    manner: str
    mark: str
    created_at: int

    @property
    def language(self) -> str:
        return self.manner[:2]


def a_person(random: Random, number: int, now: int) -> Person:
    manner = random.choices(list(MANNERS), list(MANNERS.values()))[0]
    first_names, last_names = NAMES[manner]
    first, last = random.choice(first_names), random.choice(last_names)
    if last.endswith("ov") and first[-1] in "aiy":
        last += "a"
    username = f"{manner[:2]}_{random.randrange(36**5):05x}_{number}" if random.random() < 0.6 else ""
    return Person(
        id=number,
        telegram_id=FIRST_TELEGRAM_ID + number * 7,
        first_name=first,
        last_name=last if random.random() < 0.7 else "",
        username=username,
        manner=manner,
        mark=random.choice(MARKS),
        created_at=now,
    )
