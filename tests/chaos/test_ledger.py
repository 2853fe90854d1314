"""The ledger can fail: each kind of loss that it is there for is put into good books, and it says so."""

from dataclasses import replace

from chaos.books import Books, Said, Shown
from chaos.ledger import audit
from tests.chaos.books import AZIZA, DILNOZA, KARIM, good_books


def only_problem(books: Books) -> str:
    problems = audit(books).problems
    assert len(problems) == 1, problems
    return problems[0]


def without(books: Books, place: int) -> Books:
    """The same books, with one row of the database gone."""
    return replace(books, kept=[row for at, row in enumerate(books.kept) if at != place])


def again(books: Books, place: int) -> Books:
    """The same books, in which something came to its chat a second time and nobody knows why."""
    shown = replace(books.shown[place], message_id=99)
    return replace(books, shown=[*books.shown, shown])


def test_good_books_have_no_problem() -> None:
    ledger = audit(good_books())

    assert ledger.problems == []
    found = [(line.name, line.sent, line.stored, line.asked, line.delivered) for line in ledger.accounts]
    assert found == [("people's messages", 2, 2, 0, 2), ("answers", 2, 2, 0, 2), ("notes", 1, 1, 0, 0)]


def test_a_message_that_was_not_stored_is_named() -> None:
    books = without(good_books(), 1)

    assert only_problem(books) == "1.2 of 1 is stored 0 times: '«1.2» Hello?'"
    assert audit(books).accounts[0].stored == 1


def test_a_message_that_was_stored_twice_is_named() -> None:
    books = good_books()
    books = replace(books, kept=[*books.kept, replace(books.kept[4], id=6)])

    assert "100.3 of 100 is stored 2 times" in only_problem(books)


def test_a_row_that_nobody_wrote_is_named() -> None:
    books = good_books()
    invented = replace(books.kept[4], id=6, message_id=24, text="What?")

    assert (
        only_problem(replace(books, kept=[*books.kept, invented])) == "message 6 of 100 was written by nobody: 'What?'"
    )


def test_words_that_changed_on_the_way_are_named() -> None:
    books = good_books()
    changed = replace(books.kept[0], text="«1.1» Where?")

    assert "says '«1.1» Where?'" in only_problem(replace(books, kept=[changed, *books.kept[1:]]))


def test_rows_in_the_wrong_order_are_named() -> None:
    books = good_books()
    first, second, *rest = books.kept
    swapped = [replace(first, id=2), replace(second, id=1), *rest]

    assert only_problem(replace(books, kept=swapped)) == "messages 1 and 2 of 1 are stored in the wrong order"


def test_a_message_that_its_holder_never_saw_is_named() -> None:
    books = good_books()
    books = replace(books, shown=books.shown[1:], noted=books.noted[1:])

    assert only_problem(books) == "1.1 of 1 did not reach 100: '«1.1» Where is it?'"


def test_a_message_that_came_to_another_than_the_holder_did_not_arrive() -> None:
    books = good_books()
    elsewhere = replace(books.shown[0], chat_id=KARIM)
    books = replace(books, shown=[elsewhere, *books.shown[1:]], noted=books.noted[1:])

    assert "did not reach 100" in only_problem(books)


def test_while_nobody_holds_it_any_of_the_staff_will_do() -> None:
    books = good_books()
    kept = [replace(books.kept[0], holder=None), *books.kept[1:]]
    elsewhere = replace(books.shown[0], chat_id=KARIM)
    books = replace(books, kept=kept, shown=[elsewhere, *books.shown[1:]], noted=books.noted[1:])

    assert audit(books).problems == []
    nowhere = replace(books, shown=books.shown[1:])
    assert "did not reach any of the staff" in only_problem(nowhere)


def test_an_answer_that_did_not_come_is_named() -> None:
    books = good_books()
    books = replace(books, shown=[*books.shown[:2], *books.shown[3:]], noted=[*books.noted[:2], *books.noted[3:]])

    assert "100.1 of 100 did not reach 1" in only_problem(books)


def test_what_waits_for_its_writers_word_is_owed_to_nobody() -> None:
    books = good_books()
    held = replace(books.kept[3], ticket=None, person=None)
    books = replace(books, kept=[*books.kept[:3], held, books.kept[4]], shown=books.shown[:3], noted=books.noted[:3])

    ledger = audit(books)

    assert ledger.problems == []
    assert [line.asked for line in ledger.accounts] == [0, 1, 0]


def test_a_note_that_came_to_a_person_is_named() -> None:
    books = good_books()
    leaked = Shown(AZIZA, 36, "100.3", "«100.3» She is angry.")

    assert only_problem(replace(books, shown=[*books.shown, leaked])) == "the note 100.3 was shown to 1"


def test_swapped_messages_are_named() -> None:
    books = good_books()
    first, second, *rest = books.shown

    assert only_problem(replace(books, shown=[second, first, *rest])) == "1.2 came to 100 before 1.1 of 1"


def test_swapped_answers_are_named() -> None:
    books = good_books()
    *rest, first, second, notice = books.shown

    swapped = replace(books, shown=[*rest, second, first, notice])

    assert only_problem(swapped) == "100.2 came to 1 before 100.1 of the staff"


def test_answers_go_out_in_the_order_of_the_acts_and_not_of_the_rows() -> None:
    """One that was held until its writer said where it goes comes after a younger one."""
    books = good_books()
    *rest, first, second, notice = books.shown
    later = replace(books.kept[2], event=50)

    released = replace(books, kept=[*books.kept[:2], later, *books.kept[3:]], shown=[*rest, second, first, notice])

    assert audit(released).problems == []


def test_a_repeat_is_a_problem_unless_something_was_lost() -> None:
    books = again(good_books(), 0)

    assert only_problem(books) == "1 messages came again to 100, where at most 0 may"
    forgiven = audit(replace(books, losses={DILNOZA: 1}))
    assert forgiven.problems == []
    assert (forgiven.repeats, forgiven.forgiven) == ({DILNOZA: 1}, 1)


def test_a_repeat_in_one_chat_is_not_forgiven_for_another() -> None:
    assert "came again to 100" in only_problem(replace(again(good_books(), 0), losses={AZIZA: 5}))


def test_what_a_second_delivery_brings_is_no_repeat() -> None:
    """A ticket that comes back to its old holder brings its last words along once more."""
    books = again(good_books(), 1)
    carried = replace(books.noted[1], delivery=50, message_id=99)

    assert audit(replace(books, noted=[*books.noted, carried])).problems == []


def test_an_edit_that_did_not_reach_a_chat_is_named() -> None:
    books = good_books()
    edited = Said(AZIZA, 12, "1.2", "«1.2» Hello again", is_edited=True)
    row = replace(books.kept[1], text=edited.text)
    said, kept = [books.said[0], edited, *books.said[2:]], [books.kept[0], row, *books.kept[2:]]
    books = replace(books, said=said, kept=kept)

    assert "1.2 of 1 still has old words in 100" in only_problem(books)
    renewed = replace(books.shown[1], text=f"#1 Aziza\n{edited.text}")
    assert audit(replace(books, shown=[books.shown[0], renewed, *books.shown[2:]])).problems == []


def test_a_delivery_that_claims_what_telegram_does_not_have_is_named() -> None:
    books = good_books()
    claimed = replace(books.noted[4], delivery=50, message_id=98)

    assert only_problem(replace(books, noted=[*books.noted, claimed])) == "delivery 50 names 98, which never came to 1"
