"""Who asks the shop today, and what."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asking:
    """One open question. Times are minutes before now; `answer` is what its holder said, where somebody did."""

    name: str
    username: str
    language: str
    category: str
    began: int
    text: str
    holder: str = ""
    answer: str = ""
    answered: int = 0
    again: str = ""
    priority: str = "normal"
    tags: list[str] = field(default_factory=list)


OPEN = (
    Asking(
        "Sherzod Aliyev",
        "sherzod_a",
        "uz",
        "payments",
        96,
        "Pulim ikki marta yechildi, chek ilovada bor.",
        priority="urgent",
        tags=["refund"],
    ),
    Asking(
        "Ольга Смирнова",
        "olga_sm",
        "ru",
        "delivery",
        74,
        "Курьер не приехал, а в приложении написано «Доставлено».",
        priority="high",
        tags=["courier"],
    ),
    Asking("Liam Brown", "liamb", "en", "technical", 58, "The app closes as soon as I open the basket. Android 14."),
    Asking(
        "Gulnora Yusupova",
        "",
        "uz",
        "returns",
        43,
        "Oʻlchami toʻgʻri kelmadi. Qaytarsam boʻladimi?",
        holder="Malika",
        answer="Assalomu alaykum! Albatta, 14 kun ichida. Qaysi tovar edi?",
        answered=39,
        again="Oq krossovka, 38-oʻlcham",
        tags=["exchange"],
    ),
    Asking(
        "Дмитрий Ким",
        "dkim",
        "ru",
        "payments",
        37,
        "Оплата прошла, но заказ всё ещё «ожидает оплаты».",
        tags=["refund"],
    ),
    Asking("Nigora Tosheva", "nigora_t", "uz", "accounts", 31, "Telefon raqamim oʻzgardi, hisobimga qanday kiraman?"),
    Asking(
        "Sophie Martin",
        "sophiem",
        "en",
        "delivery",
        26,
        "Can the parcel go to my office instead?",
        holder="Dilnoza",
        answer="Of course! Which address is it?",
        answered=22,
        again="Amir Temur 12, 4th floor, until 18:00 please",
        tags=["address"],
    ),
    Asking("Jamshid Rahimov", "jamshid", "uz", "technical", 19, "Promokod ishlamayapti: YANGI2026"),
    Asking("Анна Ли", "anna_lee", "ru", "returns", 14, "Пришёл не тот цвет, прикладываю фото.", priority="high"),
    Asking(
        "Otabek Nazarov",
        "otabek_n",
        "uz",
        "delivery",
        9,
        "Buyurtmam qayerda? #88172",
        holder="Jasur",
        answer="Hozir tekshiraman.",
        answered=7,
        again="Rahmat, kutaman",
    ),
    Asking("Mia Chen", "", "en", "general", 6, "Are you open on Saturday?"),
    Asking(
        "Сергей Пак",
        "spak",
        "ru",
        "complaints",
        4,
        "Оператор магазина был груб. Кому написать?",
        priority="urgent",
        tags=["shop"],
    ),
    Asking("Zulfiya Karimova", "zulfiya", "uz", "payments", 2, "Karta rad etildi, nega?"),
    Asking(
        "Bobur Ergashev",
        "bobur",
        "uz",
        "returns",
        190,
        "Muzlatgich eshigi qiyshiq keldi.",
        holder="Nodira",
        answer="Uzr soʻraymiz! Ertaga usta boradi, soat 10–12 da uydamisiz?",
        answered=150,
        tags=["warranty"],
    ),
    Asking(
        "Екатерина Цой",
        "kate_tsoy",
        "ru",
        "accounts",
        160,
        "Не приходит код подтверждения.",
        holder="Dilnoza",
        answer="Отправили код ещё раз. Пришёл?",
        answered=120,
    ),
    Asking(
        "Oliver Wood",
        "owood",
        "en",
        "partners",
        230,
        "We would like to sell our honey in your shop.",
        holder="Bekzod",
        answer="Thank you! I have passed it on to our buyers, they will write today.",
        answered=200,
    ),
    Asking(
        "Madina Saidova",
        "madina_s",
        "uz",
        "delivery",
        130,
        "Yetkazish pullikmi?",
        holder="Jasur",
        answer="200 000 soʻmdan yuqorisi bepul.",
        answered=128,
    ),
)
# Helped and closed earlier today, with the rating that they gave.
CLOSED = (
    Asking(
        "Akbar Sobirov",
        "akbar",
        "uz",
        "payments",
        320,
        "Chekni qayerdan olsam boʻladi?",
        "Malika",
        "Buyurtmalar → Chek tugmasi. Hozir oʻzim ham yubordim.",
        312,
    ),
    Asking(
        "Наталья Юн", "nyun", "ru", "delivery", 300, "Можно ли забрать самой?", "Jasur", "Да, в любом филиале.", 296
    ),
    Asking(
        "Ella Stone",
        "ellas",
        "en",
        "technical",
        280,
        "How do I change the language?",
        "Dilnoza",
        "Profile → Language. Tell me if it hides!",
        277,
    ),
    Asking("Rano Qodirova", "rano_q", "uz", "returns", 260, "Pul qachon qaytadi?", "Dilnoza", "Bugun kechgacha.", 251),
    Asking("Игорь Тен", "igor_ten", "ru", "accounts", 240, "Удалите мой старый адрес", "Nodira", "Готово!", 233),
)
RATINGS = (5, 4, 5, 5, 4)

SAVED_REPLIES: tuple[dict[str, str | None], ...] = (
    {"title": "Hello", "category": None, "text_en": "Hello {first_name}! I am {admin}, I will help you with #{number}.",
     "text_uz": "Assalomu alaykum, {first_name}! Men {admin}, #{number} boʻyicha yordam beraman.",
     "text_ru": "Здравствуйте, {first_name}! Меня зовут {admin}, помогу с #{number}."},
    {"title": "Refund on its way", "category": "payments",
     "text_en": "{first_name}, the money is on its way back. Banks take one to three days.",
     "text_uz": "{first_name}, pul qaytarildi. Bankda bir kundan uch kungacha vaqt oladi.",
     "text_ru": "{first_name}, деньги отправлены. Банк зачислит их за один–три дня."},
    {"title": "Where is my order", "category": "delivery",
     "text_en": "The courier calls an hour before. You can follow the order in the app: Orders → Track.",
     "text_uz": "Kuryer bir soat oldin qoʻngʻiroq qiladi. Ilovada: Buyurtmalar → Kuzatish.",
     "text_ru": "Курьер позвонит за час. Следить можно в приложении: Заказы → Отследить."},
    {"title": "Returns: how", "category": "returns",
     "text_en": "You have 14 days. Bring it to any shop, or a courier fetches it for free.",
     "text_uz": "14 kun ichida istalgan doʻkonga olib keling yoki kuryer bepul olib ketadi.",
     "text_ru": "У Вас 14 дней: в любой магазин, или курьер заберёт бесплатно."},
    {"title": "Goodbye", "category": None, "text_en": "Thank you for writing, {first_name}. Have a good day!",
     "text_uz": "Yozganingiz uchun rahmat, {first_name}. Kuningiz xayrli oʻtsin!",
     "text_ru": "Спасибо, что написали, {first_name}. Хорошего дня!"},
)  # fmt: skip
