"""Plays the year: one seed, one clock, and everybody's acts in the order of time."""

import heapq
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from apps.admin.models import Category
from tests.personas import Persona
from tests.report.year import scenes, staff
from tests.report.year.clock import Clock
from tests.report.year.desk import Desk
from tests.report.year.lives import life
from tests.report.year.moments import BEGIN, END
from tests.report.year.scenes import Scene, at

SEED = 20270901
ASKERS = 18

SUPER = Persona(9000, "Rustam", "uz")
STAFF = staff.names([(9001, "Zuhra"), (9002, "Tohir"), (9003, "Anvar"), (9004, "Lola"), (9005, "Karim")])
ZUHRA, TOHIR, ANVAR, LOLA, KARIM = STAFF

# Days on which something is special in one of the zones: clocks go back or on, a leap day, a new year.
SPECIAL_DAYS = [
    (date(2027, 10, 31), "Europe/Berlin"),
    (date(2027, 11, 7), "America/New_York"),
    (date(2027, 11, 7), "America/Havana"),
    (date(2028, 1, 5), "Asia/Tashkent"),
    (date(2028, 2, 29), "Asia/Tashkent"),
    (date(2028, 3, 12), "America/New_York"),
    (date(2028, 3, 12), "America/Havana"),
    (date(2028, 3, 26), "Europe/Berlin"),
    (date(2028, 3, 26), "Asia/Beirut"),
    (date(2028, 7, 1), "Asia/Tashkent"),
]


@dataclass(frozen=True, kw_only=True)
class Year:
    """What was played: the people, the places, and the players' own log of it."""

    desk: Desk
    clock: Clock
    payments: Category
    delivery: Category
    returns: Category
    silent: Category

    def admin_id(self, persona: Persona) -> int:
        return self.desk.admin_ids[persona]


def play() -> Year:
    """Play the whole year in the database that is connected; the clock stands at its end."""
    clock = Clock(BEGIN)
    with clock.running():
        year = _begin(clock)
        lives = [*_scenes(year), *_lives(year), _staff(year)]
        _run(clock, lives)
        clock.move_to(max(END, clock.now))
    return year


def _begin(clock: Clock) -> Year:
    Category.objects.all().delete()
    payments = Category.objects.create(slug="payments", name_uz="Toʻlovlar", order=1)
    delivery = Category.objects.create(slug="delivery", name_uz="Yetkazish", order=2)
    returns = Category.objects.create(slug="returns", name_uz="Qaytarish", order=3)
    silent = Category.objects.create(slug="silent", name_uz="Jim", order=4, is_active=False)
    desk = Desk(clock, [payments, delivery, returns], SUPER)
    staff.seat(desk, SUPER, is_superuser=True)
    staff.appoint(desk, ZUHRA, payments)
    staff.seat(desk, TOHIR, payments, delivery)
    staff.seat(desk, ANVAR, delivery, silent)
    staff.appoint(desk, LOLA, returns)
    staff.seat(desk, KARIM, payments, returns)
    return Year(desk=desk, clock=clock, payments=payments, delivery=delivery, returns=returns, silent=silent)


def _lives(year: Year) -> list[Scene]:
    people = staff.names((10_000 + number, f"Mijoz {number}") for number in range(ASKERS))
    return [life(year.desk, Random(f"{SEED} {person.telegram_id}"), person) for person in people]


def _scenes(year: Year) -> list[Scene]:
    """Return every forced case, each with a person of its own."""
    desk, places = year.desk, [year.payments, year.delivery, year.returns]
    people = iter(staff.names((20_000 + number, f"Mehmon {number}") for number in range(40)))
    played = [
        scenes.across_midnight(desk, next(people), SUPER, places[index % 3], day, zone)
        for index, (day, zone) in enumerate(SPECIAL_DAYS)
    ]
    played += [
        scenes.many_times_a_day(desk, next(people), SUPER, year.payments, at(2028, 2, 28, 20)),
        scenes.many_times_a_day(desk, next(people), TOHIR, year.delivery, at(2027, 10, 30, 21)),
        scenes.waiting_across_categories(desk, next(people), TOHIR, places, at(2027, 11, 28)),
        scenes.waiting_across_categories(desk, next(people), SUPER, places[::-1], at(2028, 3, 25, 20)),
        scenes.late_ratings(desk, next(people), [SUPER, TOHIR], year.delivery, at(2027, 11, 30, 10)),
        scenes.late_ratings(desk, next(people), [TOHIR, SUPER], year.payments, at(2028, 7, 30, 3)),
        scenes.unanswered(desk, next(people), year.returns, at(2027, 9, 29, 22)),
        scenes.nobody_waits(desk, next(people), SUPER, year.returns, at(2027, 12, 20)),
        scenes.staff_ask(desk, LOLA, ZUHRA, year.payments, at(2027, 10, 10)),
        scenes.still_open(desk, next(people), year.payments, at(2027, 9, 5)),
        scenes.still_open(desk, next(people), year.returns, at(2028, 6, 14)),
    ]
    days = [at(2027, 9, 14), at(2027, 12, 7), at(2028, 3, 28), at(2028, 5, 20), at(2028, 8, 24)]
    played += [scenes.half_a_millisecond(desk, next(people), SUPER, year.delivery, day) for day in days]
    return played


def _staff(year: Year) -> Scene:
    """Bind, dismiss and appoint: what was done before counts for who did it, wherever they are now."""
    desk = year.desk
    changes = [
        (at(2027, 11, 15), partial(staff.dismiss, desk, ZUHRA)),
        (at(2027, 12, 1), partial(staff.bind, desk, TOHIR, year.delivery, year.payments, year.returns)),
        (at(2028, 1, 20), partial(staff.appoint, desk, ZUHRA, year.delivery)),
        (at(2028, 2, 15), partial(staff.bind, desk, ANVAR, year.payments)),
        (at(2028, 3, 31), partial(staff.bind, desk, KARIM)),
        (at(2028, 4, 20), partial(staff.dismiss, desk, LOLA)),
        (at(2028, 6, 15), partial(staff.deactivate, desk, year.returns)),
        (at(2028, 7, 4), partial(staff.bind, desk, ANVAR, year.payments, year.silent)),
    ]
    return scenes.staff_comes_and_goes(desk, list(changes))


def _run(clock: Clock, lives: list[Scene]) -> None:
    """Let whoever comes next in time go on, until nobody has anything more to do."""
    queue: list[tuple[datetime, int]] = []
    for number, one in enumerate(lives):
        _wait(queue, number, one, clock)
    while queue:
        moment, number = heapq.heappop(queue)
        clock.move_to(moment)
        _wait(queue, number, lives[number], clock)


def _wait(queue: list[tuple[datetime, int]], number: int, one: Scene, clock: Clock) -> None:
    moment = next(one, None)
    if moment is not None:
        assert clock.now <= moment < END + timedelta(days=60)
        heapq.heappush(queue, (moment, number))
