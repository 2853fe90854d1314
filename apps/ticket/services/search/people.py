"""Tickets by the name or @username of the one who asked."""

from django.db.models import QuerySet

from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.search.questions import Question
from apps.ticket.services.search.scope import Scope
from apps.user.models import PersonNames


def named(scope: Scope, question: Question, *, whole: bool) -> TicketQuerySet:
    """Return the tickets of people who have each word of the question as a name, or as a name's beginning."""
    people = PersonNames.objects.all()
    for word in question.names:
        people = people.filter(names__contains=f" {word} " if whole else f" {word}")
    tickets = tickets_of(scope, people)
    if question.username is not None:
        tickets = tickets.filter(user__username__istartswith=question.username)
    return tickets


def named_from(scope: Scope, word: str) -> TicketQuerySet:
    """Return the tickets of people one of whose names begins with that folded word."""
    return tickets_of(scope, PersonNames.objects.filter(names__contains=f" {word}"))


def named_like(scope: Scope, question: Question) -> TicketQuerySet:
    """Return the tickets of people whose names are written nearly like the question's words."""
    people = PersonNames.objects.all()
    for word in question.names:
        people = people.filter(names__trigram_word_similar=word)
    return tickets_of(scope, people)


def tickets_of(scope: Scope, people: QuerySet[PersonNames]) -> TicketQuerySet:
    """Return those people's tickets, newest first."""
    return scope.tickets.filter(user__in=people.values("pk")).order_by("-pk")
