"""A small run in which everything went well; each test spoils one thing of it."""

from dataclasses import replace

from chaos.books import Books, Kept, Noted, Said, Shown

AZIZA, DILNOZA, KARIM = 1, 100, 101
TICKET = 7


def good_books() -> Books:
    """Aziza writes two messages to Dilnoza, who answers twice and notes something."""
    said = [
        Said(AZIZA, 11, "1.1", "«1.1» Where is it?"),
        Said(AZIZA, 12, "1.2", "«1.2» Hello?"),
        Said(DILNOZA, 21, "100.1", "«100.1» On its way.", is_staff=True),
        Said(DILNOZA, 22, "100.2", "«100.2» Today.", is_staff=True),
        Said(DILNOZA, 23, "100.3", "«100.3» She is angry.", is_staff=True),
    ]
    kept = [Kept(number, one.chat_id, one.message_id, one.text) for number, one in enumerate(said, 1)]
    kept = [replace(row, ticket=TICKET, person=AZIZA, holder=DILNOZA, event=row.id) for row in kept]
    kept[4] = replace(kept[4], is_note=True)
    shown = [
        Shown(DILNOZA, 31, "1.1", "#1 Aziza\n«1.1» Where is it?"),
        Shown(DILNOZA, 32, "1.2", "#1 Aziza\n«1.2» Hello?"),
        Shown(AZIZA, 33, "100.1", "«100.1» On its way."),
        Shown(AZIZA, 34, "100.2", "«100.2» Today."),
        Shown(AZIZA, 35, None, "The ticket is closed."),
    ]
    noted = [Noted(number, one.chat_id, one.message_id) for number, one in enumerate(shown, 1)]
    return Books(said, kept, noted, shown, frozenset({DILNOZA, KARIM}))
