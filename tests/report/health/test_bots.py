"""A desk without a bot is seen within a minute, and so is a webhook that does not find it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from apps.delivery.models import BotProcess
from apps.delivery.services.bots import leave
from apps.report.services.health.check import State
from tests.report.health.parts import a_bot, a_webhook, found, look

pytestmark = pytest.mark.django_db
WELL = (State.OK, "")


def test_without_any_bot_it_fails() -> None:
    assert found("bots") == (State.FAIL, "no_bot")


def test_a_bot_that_reports_is_enough() -> None:
    a_bot()
    assert found("bots") == WELL
    assert look("bots").facts == {"alive": 1, "silent": 0, "polling": 1, "webhook": 0}


@pytest.mark.parametrize(("silent", "state"), [(40, State.OK), (50, State.FAIL)])
def test_the_last_bots_silence_is_a_failure_after_45_seconds(silent: float, state: State) -> None:
    a_bot(silent=silent)
    assert look("bots").state is state


def test_one_of_two_that_fell_silent_is_a_warning_for_a_while() -> None:
    a_bot(mode="webhook")
    lost = a_bot(mode="webhook", silent=120)
    assert found("bots") == (State.WARN, "bot_silent")

    BotProcess.objects.filter(instance=lost).update(seen_at=F("seen_at") - timedelta(minutes=10))
    assert found("bots") == WELL


def test_one_that_took_its_leave_is_not_missed() -> None:
    a_bot(mode="webhook")
    leave(instance=a_bot(mode="webhook"))
    assert found("bots") == WELL


@pytest.mark.parametrize(
    ("modes", "problem"),
    [
        (["webhook", "webhook", "webhook"], ""),
        (["polling", "polling"], "bots_disturb"),
        (["polling", "webhook"], "bots_disturb"),
    ],
)
def test_bots_that_take_each_others_updates_are_a_warning(modes: list[str], problem: str) -> None:
    for mode in modes:
        a_bot(mode=mode)
    assert look("bots").problem == problem


def test_pollers_of_two_bots_do_not_disturb_each_other() -> None:
    a_bot(bot_id=1)
    a_bot(bot_id=2)
    assert found("bots") == WELL


def test_polling_knows_no_webhook() -> None:
    a_bot()
    assert (found("webhook"), look("webhook").facts) == (WELL, {"used": False})


def test_without_a_bot_nobody_knows_of_a_webhook() -> None:
    assert found("webhook") == (State.WARN, "webhook_not_known")
    a_bot(mode="webhook", webhook=a_webhook(), silent=60)
    assert found("webhook") == (State.WARN, "webhook_not_known")


def test_what_telegram_has_not_said_yet_is_not_known() -> None:
    a_bot(mode="webhook", webhook=None)
    assert found("webhook") == (State.WARN, "webhook_not_known")
    a_bot(mode="webhook", webhook=a_webhook())
    assert found("webhook") == WELL


@pytest.mark.parametrize(
    ("told", "state", "problem"),
    [
        ({}, State.OK, ""),
        ({"is_ours": False}, State.FAIL, "webhook_not_ours"),
        ({"failed_before": 240}, State.WARN, "webhook_error"),
        ({"failed_before": 360}, State.OK, ""),
        ({"pending": 100}, State.OK, ""),
        ({"pending": 101}, State.WARN, "webhook_pending"),
    ],
)
def test_the_worst_that_telegram_says_of_the_webhook_counts(told: dict[str, Any], state: State, problem: str) -> None:
    a_bot(mode="webhook", webhook=a_webhook())
    a_bot(mode="webhook", webhook=a_webhook(**told))
    assert found("webhook") == (state, problem)


def test_a_lost_bots_old_word_of_the_webhook_does_not_count() -> None:
    a_bot(mode="webhook", webhook=a_webhook())
    a_bot(mode="webhook", webhook=a_webhook(is_ours=False), silent=60)
    assert found("webhook") == WELL


def test_the_latest_error_is_told_in_telegrams_words() -> None:
    a_bot(mode="webhook", webhook=a_webhook(failed_before=900, last_error="Old"))
    a_bot(mode="webhook", webhook=a_webhook(failed_before=10, last_error="Wrong response: 502"))
    assert look("webhook").facts["last_error"] == "Wrong response: 502"
