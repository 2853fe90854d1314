"""Charts of sample reports: readable in every language, at every size, for a day and for three years."""

from dataclasses import replace
from itertools import product

import pytest

from apps.admin.models import Admin, Category
from apps.report.charts import CHAT, KINDS, NARROW, WIDE, Size, draw
from apps.report.charts.samples import sample_report
from tests.report.charts import SVG, busy, empty_report, labels_of, named, report_of, tips_of, tree_of, words_of

LANGUAGES = ("uz", "ru", "en")
SIZES = (WIDE, NARROW, CHAT)
NASTY = "</text><script>alert(\"1\")</script> & 'Toʻlov' \x0b\u202e💳"
TITLES = {
    ("volume", "uz"): "Ochilgan va yopilgan murojaatlar",
    ("volume", "ru"): "Открыто и закрыто обращений",
    ("volume", "en"): "Opened and closed tickets",
    ("response", "uz"): "Odamlarga qanchalik tez javob berilgan",
    ("response", "ru"): "Как быстро отвечают людям",
    ("response", "en"): "How soon people are answered",
    ("ratings", "uz"): "Odamlar yordamni qanday baholagan",
    ("ratings", "ru"): "Как люди оценивают помощь",
    ("ratings", "en"): "How people rate the help",
    ("categories", "uz"): "Yoʻnalishlar boʻyicha murojaatlar",
    ("categories", "ru"): "Обращения по категориям",
    ("categories", "en"): "Tickets by category",
    ("admins", "uz"): "Adminlar ishi",
    ("admins", "ru"): "Работа администраторов",
    ("admins", "en"): "Work by admin",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_says_in_the_readers_language_what_it_shows_and_of_which_days(kind: str, language: str) -> None:
    words = words_of(draw(kind, report_of(30), language))

    assert words[0] == TITLES[kind, language]
    assert words[1].startswith("24.10.2026 – 22.11.2026")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", [1, 2, 7, 30, 62, 63, 365, 400, 401, 3 * 366])
def test_no_words_touch_others_or_leave_the_picture(kind: str, days: int) -> None:
    for size, language in product(SIZES, LANGUAGES):
        labels = labels_of(draw(kind, busy(report_of(days)), language, size=size))
        for number, label in enumerate(labels):
            assert 0 <= label.left < label.right <= size.width, label
            assert 0 <= label.top < label.bottom <= size.height, label
            assert [other for other in labels[number + 1 :] if label.touches(other)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", [1, 62, 3 * 366])
def test_everything_stays_within_the_picture(kind: str, days: int) -> None:
    for size in SIZES:
        for element in tree_of(draw(kind, report_of(days), "uz", size=size)).iter():
            numbers = {name: float(element.get(name, "0")) for name in ("x", "y", "width", "height", "cx", "cy")}
            assert min(numbers.values()) >= 0
            assert numbers["x"] + numbers["width"] <= size.width
            assert max(numbers["y"] + numbers["height"], numbers["cy"]) <= size.height
            for x, y in (point.split(",") for point in element.get("points", "").split()):
                assert 0 <= float(x) <= size.width
                assert 0 <= float(y) <= size.height


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_is_drawn_the_same(kind: str) -> None:
    assert draw(kind, sample_report(), "ru") == draw(kind, sample_report(), "ru")


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_asks_for_nothing_from_outside_and_styles_nothing_around_it(kind: str) -> None:
    svg = draw(kind, named(report_of(30), NASTY), "uz")

    assert svg.count("http") == 1, "the name of SVG itself"
    names = {element.tag.removeprefix(SVG) for element in tree_of(svg).iter()}
    assert names <= {"svg", "title", "desc", "text", "rect", "line", "polyline", "polygon", "circle"}
    attributes = {name for element in tree_of(svg).iter() for name in element.attrib}
    assert not attributes & {"style", "class", "id", "href"}
    assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_cannot_see_it_is_told_title_and_figures(kind: str, language: str) -> None:
    root = tree_of(draw(kind, report_of(30), language))

    assert (root.get("role"), root.get("lang")) == ("img", language)
    assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
    assert (root[0].text or "").startswith(TITLES[kind, language])
    assert "701" in (root[1].text or "")


@pytest.mark.parametrize("kind", ["categories", "admins"])
def test_a_name_is_words_whatever_stands_in_it(kind: str) -> None:
    svg = draw(kind, named(report_of(30), NASTY), "uz", size=Size(2000, 400))

    (name,) = [words for words in words_of(svg) if "script" in words]
    assert name == "</text><script>alert(\"1\")</script> & 'Toʻlov' 💳"
    assert tips_of(svg)[0].startswith(name)


def test_a_name_of_a_filter_stands_in_the_title_and_is_words_too() -> None:
    report = replace(report_of(30), category=Category(name_ru=NASTY), admin=Admin(first_name="Dilnoza"))

    title = words_of(draw("volume", report, "ru", size=Size(2000, 400)))[0]

    assert title == "Открыто и закрыто обращений · </text><script>alert(\"1\")</script> & 'Toʻlov' 💳 · Dilnoza"


@pytest.mark.parametrize("kind", ["categories", "admins"])
@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_is_cut_and_whole_in_its_tip(kind: str, size: Size) -> None:
    name = "Qaytarish, almashtirish va boshqa juda uzun nomli masalalar"

    svg = draw(kind, named(report_of(30), name), "uz", size=size)

    (cut,) = [words for words in words_of(svg) if words.startswith("Qaytarish")]
    assert cut.endswith("…")
    assert tips_of(svg)[0].startswith(name)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["categories", "admins"])
def test_of_fifty_rows_the_busiest_are_drawn_and_the_rest_together(kind: str, size: Size) -> None:
    svg = draw(kind, named(report_of(30), "Boʻlim", 50), "uz", size=size)

    names = [words for words in words_of(svg) if words.startswith(("Boʻlim", "yana")) and words[-1] not in "ri"]
    shown = len(names) - 1
    assert shown >= 7
    assert names[-1] == f"yana {50 - shown} ta"
    rest = sum(range(1, 50 - shown + 1))
    assert tips_of(svg)[-1].endswith(f": {rest:,}".replace(",", "\xa0"))
    assert len(set(tips_of(svg))) == shown + 1


def test_admins_are_ranked_by_what_they_did() -> None:
    report = report_of(30)

    words = words_of(draw("admins", replace(report, by_admin=report.by_admin[::-1]), "en"))

    assert [word for word in words if word in {"Dilnoza", "Jasur", "Rustam", "Madina"}] == [
        "Dilnoza", "Jasur", "Rustam", "Madina",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "language", "words"),
    [
        ("volume", "uz", "Bu kunlarda murojaat boʻlmagan."),
        ("response", "ru", "В эти дни ответов не было."),
        ("ratings", "en", "No ratings in these days."),
        ("categories", "ru", "В эти дни обращений не было."),
        ("admins", "uz", "Bu kunlarda javob ham, yopish ham boʻlmagan."),
    ],
)
def test_where_nothing_happened_the_picture_says_so(kind: str, language: str, words: str) -> None:
    for size, days in product(SIZES, (1, 30, 365, 3 * 366)):
        svg = draw(kind, empty_report(days), language, size=size)
        assert words_of(svg)[2:] == [words]
        assert list(tree_of(svg).iter(f"{SVG}rect")) == []
