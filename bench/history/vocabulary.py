"""The words of the desk's languages, the commonest first: stems with the endings that these languages give them."""

from collections.abc import Iterator


def words(text: str) -> list[str]:
    """Return the words of a text that holds nothing else."""
    return text.split()


UZ_NOUNS = words(
    """
    toʻlov pul buyurtma karta hisob kod telefon ilova raqam xizmat savol javob muammo mahsulot doʻkon yetkazish
    manzil kuryer summa chek bank tranzaksiya komissiya parol kirish sahifa rasm hujjat shartnoma muddat kun hafta
    oy vaqt xabar operator mijoz kompaniya filial ofis internet tarif paket balans aloqa sim qurilma kompyuter
    dastur yangilanish xatolik sozlama bildirishnoma profil akkaunt email havola sayt savat chegirma aksiya
    promokod bonus kafolat taʼmir almashtirish qaytarish shikoyat taklif fikr sifat narx oʻlcham rang model zaxira
    ombor yuk posilka tracking viloyat shahar tuman koʻcha uy xonadon pasport foydalanuvchi ariza roʻyxat forma
    maʼlumot fayl video ovoz ekran tugma til litsenziya obuna toʻgʻrilash tekshiruv tasdiq imzo soliq faktura
    valyuta kurs dollar soʻm qarz kredit foiz limit
    """
)
UZ_NOUN_ENDINGS = words(
    """
    - ni ga da dan im ingiz lar ning larni imni ingizni larga imga imda lardan ingizga larim larimni laringiz
    """
)
UZ_VERBS = words(
    """
    toʻla yubor ber ol kel bor ishla koʻr soʻra yoz kut tekshir oʻzgartir qayt bekor yop och kir chiq yangila
    sozla bogʻla uzat qabul tushun ayt bajar topshir sot saqla oʻchir boshla tugat davom
    """
)
UZ_VERB_ENDINGS = words(
    """
    dim di dingiz man yapman yapti madi ganman gan ish ishim moqchiman sangiz ng maydi yapsizmi
    """
)
UZ_PARTICLES = words(
    """
    va men bu qachon nega iltimos rahmat kerak yoʻq bor qanday hali ham lekin bilan uchun endi bugun kecha
    """
)

RU_NOUNS = words(
    """
    платёж заказ счёт код телефон номер вопрос ответ товар магазин адрес курьер чек банк пароль вход документ
    договор срок день месяц оператор клиент филиал офис интернет тариф пакет баланс аккаунт сайт бонус возврат
    обмен отзыв размер цвет склад груз город район дом паспорт список файл экран язык налог курс кредит процент
    лимит
    """
)
RU_NOUN_ENDINGS = ["", *words("а у ом е ы ов ам ами ах")]
RU_FEMININE = words(
    """
    карт сумм комисси ошибк страниц ссылк доставк покупк скидк проблем кнопк форм заявк жалоб гаранти подписк
    посылк улиц квартир валют услуг программ настройк картинк иде систем бумаг подпис техник
    """
)
RU_FEMININE_ENDINGS = words("а у ы е ой ам ами ах")
RU_VERBS = words(
    """
    оплат отправ получ провер измен верн отмен откр закр обнов настро подтверд переда поня сдела сохран удал нача
    законч прод купи жда спрос написа скаж
    """
)
RU_VERB_ENDINGS = words("ил ила или ите ить ят ен ена ено")
RU_PARTICLES = words(
    """
    и я не на в это когда почему пожалуйста спасибо нужно нет есть как ещё но с для уже сегодня вчера мой
    """
)

EN_NOUNS = words(
    """
    payment order account code phone number question answer product shop address courier receipt bank password
    login document contract day month operator client branch office tariff package balance site bonus return
    exchange review size colour warehouse parcel city street passport list file screen language tax rate credit
    limit card sum page link delivery discount problem button form request complaint warranty subscription message
    setting profile picture
    """
)
EN_VERBS = words(
    """
    pay send receive check change return cancel open close update confirm transfer wait ask write order
    """
)
EN_PARTICLES = words(
    """
    the i my is to and not when why please thanks need it on for with still today yesterday how can you
    """
)

LETTERS = dict(zip("abcdefghijklmnopqrstuvxyz", "абсдефгҳижклмнопқрстувхйз", strict=True)) | {
    "sh": "ш",
    "ch": "ч",
    "oʻ": "ў",
    "gʻ": "ғ",
    "yo": "ё",
    "yu": "ю",
    "ya": "я",
    "ye": "е",
    "ʼ": "ъ",
}


def cyrillic(word: str) -> str:
    """Return an Uzbek word as it is written in Cyrillic."""
    for latin in sorted(LETTERS, key=len, reverse=True):
        word = word.replace(latin, LETTERS[latin])
    return "э" + word[1:] if word.startswith("е") else word


def _grown(stems: list[str], endings: list[str]) -> Iterator[str]:
    """Every stem with its first ending ("-" for none), then every stem with the second: as often as they are said."""
    return (stem + ending.strip("-") for ending in endings for stem in stems)


def _mixed(*kinds: Iterator[str]) -> list[str]:
    """Take from each kind in turn, as long as it lasts; each word once."""
    found: dict[str, None] = {}
    waiting = list(kinds)
    while waiting:
        for kind in list(waiting):
            word = next(kind, None)
            if word is None:
                waiting.remove(kind)
            else:
                found.setdefault(word)
    return list(found)


def vocabularies() -> dict[str, list[str]]:
    """Return the words by manner of writing: Uzbek in Latin and in Cyrillic letters, Russian and English."""
    uzbek = _mixed(iter(UZ_PARTICLES), _grown(UZ_NOUNS, UZ_NOUN_ENDINGS), _grown(UZ_VERBS, UZ_VERB_ENDINGS))
    return {
        "uz": uzbek,
        "uz_cyrillic": [cyrillic(word) for word in uzbek],
        "ru": _mixed(
            iter(RU_PARTICLES),
            _grown(RU_NOUNS, RU_NOUN_ENDINGS),
            _grown(RU_FEMININE, RU_FEMININE_ENDINGS),
            _grown(RU_VERBS, RU_VERB_ENDINGS),
        ),
        "en": _mixed(iter(EN_PARTICLES), _grown(EN_NOUNS, ["-", "s"]), _grown(EN_VERBS, ["-", "ed", "ing", "s"])),
    }
