"""The desk's categories and the staff: who works on what, from when until when."""

from dataclasses import dataclass, field
from random import Random

from apps.admin.models import Admin, Category
from bench.history.people import FIRST_ADMIN_TELEGRAM_ID, UZ_FIRST

# Slug, names, and how many of a hundred questions are about it. Every desk has the first from its first migration.
CATEGORIES = (
    ("general", "Umumiy", "Общее", "General", 12),
    ("payments", "Toʻlovlar", "Платежи", "Payments", 27),
    ("delivery", "Yetkazib berish", "Доставка", "Delivery", 19),
    ("returns", "Qaytarish", "Возврат", "Returns", 9),
    ("technical", "Texnik yordam", "Техническая помощь", "Technical help", 14),
    ("accounts", "Hisoblar", "Аккаунты", "Accounts", 8),
    ("partners", "Hamkorlar", "Партнёры", "Partners", 3),
    ("complaints", "Shikoyatlar", "Жалобы", "Complaints", 8),
)
SUPER_ADMINS, ADMINS = 2, 20
# Those who are dismissed, and the part of the history after which they are.
DISMISSED = {16: 0.35, 17: 0.55, 18: 0.7, 19: 0.9}


@dataclass(slots=True, eq=False)
class Member:
    """One of the staff. `since` and `until` are moments of the history; who is never dismissed has no `until`."""

    id: int
    telegram_id: int
    is_super: bool
    categories: list[int]
    since: int
    until: int | None
    is_active: bool = False

    def works_on(self, category: int) -> bool:
        return self.is_active and (self.is_super or category in self.categories)


@dataclass(slots=True)
class Staff:
    """Everybody, and who is on duty in each category at the moment that the history has reached."""

    members: list[Member]
    categories: list[int]
    on_duty: dict[int, list[Member]] = field(default_factory=dict)

    @property
    def chief(self) -> Member:
        return self.members[0]

    def appoint(self, member: Member) -> None:
        member.is_active = True
        for category in member.categories:
            self.on_duty[category].append(member)

    def dismiss(self, member: Member) -> None:
        member.is_active = False
        for category in member.categories:
            self.on_duty[category].remove(member)


def make_staff(random: Random, begin: int, end: int) -> Staff:
    """Store the categories and the staff as they stand at the end, and return them as they stand at the beginning."""
    categories = [category.pk for category in _categories()]
    members = []
    taken = max(Admin.objects.values_list("pk", flat=True), default=0)
    for place in range(ADMINS):
        is_super = place < SUPER_ADMINS
        # The first of them cover all categories from the beginning; the others come in the course of time.
        late = 0 if place < SUPER_ADMINS + len(categories) else random.uniform(0.02, 0.3)
        two = [categories[place % 8], categories[(place * 3 + 1) % 8]]
        until = begin + int((end - begin) * DISMISSED[place]) if place in DISMISSED else None
        members.append(
            Member(
                id=taken + 1 + place,
                telegram_id=FIRST_ADMIN_TELEGRAM_ID + place,
                is_super=is_super,
                categories=[] if is_super else two,
                since=begin + int((end - begin) * late),
                until=until,
            )
        )
    _store(members)
    return Staff(members=members, categories=categories, on_duty={category: [] for category in categories})


def _categories() -> list[Category]:
    last = max(Category.objects.values_list("pk", flat=True), default=0)
    found = []
    for place, (slug, uz, ru, en, _) in enumerate(CATEGORIES):
        names = {"name_uz": uz, "name_ru": ru, "name_en": en, "order": place}
        category, _made = Category.objects.get_or_create(slug=slug, defaults={"id": last + 1 + place, **names})
        found.append(category)
    return found


def _store(members: list[Member]) -> None:
    Admin.objects.bulk_create(
        Admin(
            id=member.id,
            username=f"tg{member.telegram_id}",
            password="!",  # noqa: S106 - "!" is Django's unusable password.
            telegram_id=member.telegram_id,
            first_name=UZ_FIRST[place],
            is_staff=True,
            is_superuser=member.is_super,
            is_active=member.until is None,
        )
        for place, member in enumerate(members)
    )
    Admin.categories.through.objects.bulk_create(
        Admin.categories.through(admin_id=member.id, category_id=category)
        for member in members
        if member.until is None
        for category in member.categories
    )
