"""Who does what when: the chances of a day at the desk.

A case's next turn is always due, until it is closed for good.
"""

from random import Random

from bench.history.acts import API, SITE, SYSTEM, TELEGRAM, Acts, Edit, Given
from bench.history.clock import HOUR, MINUTE, SECOND, Clock
from bench.history.ledger import NEW, TAKEN, Case
from bench.history.people import Person
from bench.history.speech import Speech
from bench.history.staff import Member, Staff

REMIND_AFTER = 30 * MINUTE
# What people think of the desk: 1 to 5, of a hundred.
RATINGS = (6, 5, 11, 27, 51)


class Story:
    """Draws what happens next, lets it happen, and sees to what follows."""

    def __init__(self, random: Random, clock: Clock, acts: Acts, staff: Staff) -> None:
        self.cases: list[Case] = []
        # Who has no open ticket and will not reopen the last one.
        self.idle: list[Person] = []
        self._random = random
        self._clock = clock
        self._acts = acts
        self._staff = staff
        self._speech = Speech(random)
        self._last_case: dict[int, int] = {}

    def open(self, at: int, person: Person, category: int, cycles: list[int]) -> None:
        """Let a person ask; `cycles` is how many messages there will be until each closing."""
        random = self._random
        case = Case(len(self.cases) + 1, person, category, at, self._last_case.get(person.id), cycles)
        self.cases.append(case)
        count = 2 if cycles[0] > 3 and random.random() < 0.3 else 1
        moments = sorted(at - random.randrange(2 * SECOND, 3 * MINUTE) for _ in range(count))
        self._acts.opens(
            at, case, [(said_at, self._words(case, first=not place)) for place, said_at in enumerate(moments)]
        )
        cycles[0] -= count
        self._staff_hears(at, case, 9 * MINUTE)

    def dismiss(self, at: int, member: Member) -> None:
        """Release what somebody held who is no longer of the staff."""
        for case in self.cases:
            if case.admin is member and case.status == TAKEN:
                self._acts.releases(at, case, None, SYSTEM)

    def _staff_hears(self, at: int, case: Case, median: int) -> None:
        """Let the staff see to it after about that time; who waits long is announced once more."""
        turn = self._clock.at_work(self._clock.later(at, median, 1.3))
        waiting = case.waiting_since
        if waiting is not None and turn > waiting + REMIND_AFTER:
            self._clock.at(max(at, waiting + REMIND_AFTER) + self._random.randrange(MINUTE), self._remind, case)
        gives_up = case.status == NEW and case.cycles[0] < 3 and self._random.random() < 0.06
        self._clock.at(turn, self._close_unanswered if gives_up else self._staff_turn, case)

    def _remind(self, at: int, case: Case) -> None:
        waiting, told = case.waiting_since, case.reminded_at
        if waiting is not None and at >= waiting + REMIND_AFTER and (told is None or told < waiting):
            self._acts.reminds(at, case)

    def _staff_turn(self, at: int, case: Case) -> None:
        """Somebody of the staff looks: mostly they answer, now and then they pass it on first."""
        chance = self._random.random()
        if case.admin is None:
            if chance < 0.05:
                self._to_category(at, case, self._somebody(case))
                return
            self._acts.takes(at, case, self._somebody(case), self._door())
        elif chance < 0.012:
            self._acts.releases(at, case, case.admin, self._door())
            self._staff_hears(at, case, 5 * MINUTE)
            return
        elif chance < 0.024:
            self._to_category(at, case, case.admin)
            return
        elif chance < 0.036:
            self._to_colleague(at, case, case.admin)
        elif chance < 0.046:
            self._acts.takes(at, case, self._somebody(case), self._door())
        elif chance < 0.09 and case.cycles[0] > 1:
            self._acts.notes(at, case, case.admin, self._words(case))
            case.cycles[0] -= 1
        self._answer(at, case)

    def _to_category(self, at: int, case: Case, by: Member) -> None:
        others = [category for category in self._staff.categories if category != case.category]
        self._acts.transfers(at, case, by, self._door(), to=self._random.choice(others))
        self._staff_hears(at, case, 6 * MINUTE)

    def _to_colleague(self, at: int, case: Case, by: Member) -> None:
        colleague = self._somebody(case)
        if colleague is not by:
            self._acts.transfers(at, case, by, self._door(), to=colleague)

    def _answer(self, at: int, case: Case) -> None:
        random = self._random
        if case.admin is None:
            # Its holder was dismissed before they had written everything.
            self._acts.takes(at, case, self._somebody(case), self._door())
        assert case.admin is not None
        door, text, edited_at = self._door(), self._words(case), None
        if random.random() < 0.015:
            edited_at = self._clock.if_before_the_end(at + random.randrange(20 * SECOND, 10 * MINUTE))
        number = self._acts.answers(at, case, text, door, edited_at=edited_at)
        if edited_at is not None:
            edit = Edit(message=number, before=text.partition(" ")[2] or text, admin=case.admin, door=door)
            self._clock.at(edited_at, self._acts.edits, case, edit)
        case.cycles[0] -= 1
        if case.cycles[0] <= 0:
            self._clock.at(self._clock.later(at, 25 * MINUTE, 1.4), self._close, case)
        elif random.random() < 0.22:
            self._clock.at(at + random.randrange(5 * SECOND, 90 * SECOND), self._answer, case)
        else:
            self._clock.at(self._clock.later(at, 7 * MINUTE, 1.3), self._person_writes, case)

    def _person_writes(self, at: int, case: Case) -> None:
        self._acts.writes(at, case, self._words(case))
        case.cycles[0] -= 1
        if case.cycles[0] > 1 and self._random.random() < 0.3:
            self._clock.at(at + self._random.randrange(4 * SECOND, MINUTE), self._person_writes, case)
        else:
            self._staff_hears(at, case, 6 * MINUTE)

    def _close_unanswered(self, at: int, case: Case) -> None:
        """Let the person close it, unless somebody has taken it meanwhile."""
        self._closed(at, case, self._acts.closes(at, case, case.person, TELEGRAM))

    def _close(self, at: int, case: Case) -> None:
        chance = self._random.random()
        if chance < 0.66:
            closing = self._acts.closes(at, case, case.admin or self._somebody(case), self._door())
        elif chance < 0.94:
            closing = self._acts.closes(at, case, case.person, TELEGRAM)
        else:
            closing = self._acts.closes(at, case, None, API)
        self._closed(at, case, closing)

    def _closed(self, at: int, case: Case, closing: int) -> None:
        """See to what follows a closing: a rating, a reopening, another question some day."""
        random = self._random
        if random.random() < 0.45:
            value = random.choices(range(1, 6), RATINGS)[0]
            given = Given(closing=closing, value=value, admin=case.last_answered_by, category=case.category)
            self._clock.at(self._clock.later(at, 4 * MINUTE, 1.8), self._rate, case, given)
        del case.cycles[0]
        if case.cycles:
            self._clock.at(at + random.randrange(HOUR, 70 * HOUR), self._reopen, case)
        else:
            self._last_case[case.person.id] = case.id
            self.idle.append(case.person)

    def _reopen(self, at: int, case: Case) -> None:
        if self._random.random() < 0.8:
            said_at = at - self._random.randrange(3 * SECOND, 2 * MINUTE)
            self._acts.reopens(at, case, None, TELEGRAM, (said_at, self._words(case)))
            case.cycles[0] -= 1
        else:
            self._acts.reopens(at, case, case.admin or self._somebody(case), self._door(), None)
        self._staff_hears(at, case, 8 * MINUTE)

    def _rate(self, at: int, case: Case, given: Given) -> None:
        random, changed = self._random, None
        if random.random() < 0.05:
            changed_at = self._clock.if_before_the_end(at + random.randrange(10 * SECOND, 20 * HOUR))
            other = random.choice([value for value in range(1, 6) if value != given.value])
            changed = None if changed_at is None else (changed_at, other)
        self._acts.rates(at, case, given, changed)
        if changed:
            self._clock.at(changed[0], self._acts.changes_rating, case, given, changed[1])
        if random.random() < 0.18:
            self._clock.at(at + random.randrange(10 * SECOND, 20 * MINUTE), self._comment, case, given)

    def _comment(self, at: int, case: Case, given: Given) -> None:
        self._acts.comments(at, case, given, self._words(case))

    def _words(self, case: Case, *, first: bool = False) -> str:
        return self._speech.says(case.person.manner, case.person.mark, first=first)

    def _door(self) -> str:
        return TELEGRAM if self._random.random() < 0.6 else SITE

    def _somebody(self, case: Case) -> Member:
        """Return who is on duty in its category; a super admin helps out now and then."""
        on_duty = self._staff.on_duty[case.category]
        return self._random.choice(on_duty) if on_duty and self._random.random() > 0.02 else self._staff.chief
