"""The composer in a real browser when things go wrong: the words are kept, and it says what to do."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Route, expect

from apps.admin.actors import Door, operator
from apps.ticket.services import closing, conversation, lifecycle
from apps.ticket.services.contents import Content
from tests.api.desk import Desk
from tests.site.composing import At, aside
from tests.site.pages import png

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def let_rustam_answer(writing_desk: Desk) -> None:
    conversation.answer_ticket(
        actor=operator(writing_desk.rustam, Door.SITE),
        ticket_id=writing_desk.ticket.pk,
        content=Content(kind="text", text="Men olaman"),
    )


async def test_words_survive_a_reload_a_lost_connection_and_a_lost_session(at_ticket: At, writing_desk: Desk) -> None:
    async with at_ticket() as (desk, context):
        await desk.bubble("Toʻlov oʻtmadi").hover()
        await desk.bubble("Toʻlov oʻtmadi").locator("[data-act=reply]").click()
        await desk.text.fill("Yarim gap 🙂")
        await desk.turn_to("Note")
        await desk.text.fill("Yarim eslatma")
        await desk.reload()
        await expect(desk.text).to_have_value("Yarim gap 🙂")
        await expect(desk.part("quoting")).to_contain_text("Toʻlov oʻtmadi")
        await desk.turn_to("Note")
        await expect(desk.text).to_have_value("Yarim eslatma")
        await desk.turn_to("Reply")
        await context.set_offline(True)
        await desk.button("Send").click()
        await expect(desk.problem).to_contain_text("There is no connection")
        await expect(desk.text).to_have_value("Yarim gap 🙂")
        before = len(await desk.messages())
        await context.set_offline(False)
        await desk.button("Send again").click()
        await desk.sent()
        assert [row["text"] for row in (await desk.messages())[before:]] == ["Yarim gap 🙂"]
        await desk.text.fill("Yana bir gap")
        cookies = await context.cookies()
        await context.clear_cookies(name="sessionid")
        await desk.button("Send").click()
        await expect(desk.problem).to_contain_text("You are signed out")
        await expect(desk.text).to_have_value("Yana bir gap")
        await context.add_cookies([cookie for cookie in cookies if cookie["name"] == "sessionid"])  # type: ignore[misc]
        await desk.button("Send again").click()
        await desk.sent()
        await desk.reload()
        await expect(desk.text).to_have_value("")


async def test_an_answer_that_got_lost_is_sent_again_and_stored_once(at_ticket: At) -> None:
    async with at_ticket() as (desk, _):
        before = len(await desk.messages())

        async def lose_the_answer(route: Any) -> None:
            await route.fetch()
            await route.abort()

        await desk.page.route("**/answer/", lose_the_answer)
        await desk.text.fill("Faqat bir marta")
        await desk.button("Send").click()
        await expect(desk.problem).to_contain_text("There is no connection")
        await desk.page.unroute("**/answer/")
        await desk.reload()
        await desk.button("Send").click()
        await desk.sent()
        assert [row["text"] for row in (await desk.messages())[before:]] == ["Faqat bir marta"]


async def test_a_text_over_the_limit_is_counted_and_kept(at_ticket: At) -> None:
    async with at_ticket() as (desk, _):
        before = len(await desk.messages())
        await desk.text.fill("🙂" * 2049)
        await expect(desk.part("counter")).to_have_text("4098 / 4096")
        await desk.button("Send").click()
        await expect(desk.problem).to_contain_text("2 characters too long")
        await desk.text.fill("x" * 1025)
        await expect(desk.part("counter")).to_be_empty()
        await desk.arrive("paste", desk.text, ("a.png", "image/png", png(9, 9)))
        await expect(desk.part("counter")).to_contain_text("1025 / 1024")
        await expect(desk.part("counter")).to_contain_text("the rest follows the files")
        await desk.text.fill(" ")
        await desk.button("Remove a.png").click()
        await desk.button("Send").click()
        await expect(desk.problem).to_contain_text("Write something or choose a file first.")
        assert len(await desk.messages()) == before


async def test_a_ticket_of_a_colleague_is_taken_over_only_after_a_question(at_ticket: At, writing_desk: Desk) -> None:
    async with at_ticket() as (desk, _):
        await desk.text.fill("Men ham yozaman")
        await aside(let_rustam_answer, writing_desk)
        await desk.button("Send").click()
        await expect(desk.dialog).to_contain_text("Rustam holds this ticket.")
        await desk.dialog.get_by_role("button", name="Cancel").click()
        await expect(desk.text).to_have_value("Men ham yozaman")
        assert (await desk.messages())[-1]["text"] == "Men olaman"
        await desk.reload()
        await expect(desk.form.get_by_text("Rustam holds this ticket.")).to_be_visible()
        await desk.button("Send").click()
        await desk.dialog.get_by_role("button", name="Take over and send").click()
        await desk.sent()
        assert (await desk.messages())[-1]["admin_id"] == writing_desk.dilnoza.pk


async def test_a_ticket_that_closed_or_moved_meanwhile_keeps_the_words(at_ticket: At, writing_desk: Desk) -> None:
    rustam = await aside(operator, writing_desk.rustam, Door.SITE)
    async with at_ticket() as (desk, _):
        await desk.text.fill("Kech qoldim")
        await aside(closing.close_ticket, actor=rustam, ticket_id=writing_desk.ticket.pk)
        await desk.button("Send").click()
        await expect(desk.problem).to_contain_text("This ticket is closed")
        await expect(desk.text).to_have_value("Kech qoldim")
        await desk.problem.get_by_role("button", name="Reopen").click()
        await expect(desk.form).to_have_attribute("data-state", "open")
        await desk.button("Send").click()
        await desk.sent()
        await desk.text.fill("Endi koʻrinmaydi")
        await aside(
            lifecycle.transfer_ticket,
            actor=rustam,
            ticket_id=writing_desk.ticket.pk,
            category_id=writing_desk.delivery.pk,
        )
        await desk.button("Send").click()
        await expect(desk.problem).to_contain_text("moved to another category")
        await expect(desk.text).to_have_value("Endi koʻrinmaydi")


async def test_signing_out_forgets_the_drafts_of_this_operator(at_ticket: At, writing_desk: Desk) -> None:
    kept = "Object.keys(localStorage).filter((name) => name.startsWith('desk-draft:'))"
    async with at_ticket() as (desk, _):
        await desk.page.evaluate("localStorage.setItem('desk-draft:9:9:', JSON.stringify({ text: 'x', at: 1 }))")
        await desk.page.evaluate(
            "localStorage.setItem('desk-draft:999:1:', JSON.stringify({ text: 'x', at: Date.now() }))"
        )
        await desk.reload()
        await desk.text.fill("Hech kim koʻrmasin")
        own = f"desk-draft:{writing_desk.dilnoza.pk}:{writing_desk.ticket.pk}:"
        assert sorted(await desk.page.evaluate(kept)) == sorted([own, "desk-draft:999:1:"])
        await desk.page.locator("form[action*='/logout/']").evaluate("(form) => form.requestSubmit()")
        await expect(desk.page.locator("#answer")).to_have_count(0)
        assert await desk.page.evaluate(kept) == ["desk-draft:999:1:"]


async def test_what_is_chosen_before_the_programs_have_come_is_sent_as_well(at_ticket: At, writing_desk: Desk) -> None:
    async with at_ticket() as (desk, _):
        may_come = asyncio.Event()

        async def come_late(route: Route) -> None:
            await may_come.wait()
            await route.continue_()

        await desk.page.route("**/composer/main.js", come_late)
        await desk.page.reload(wait_until="commit")
        await desk.text.fill("Mana chek")
        picture = {"name": "chek.png", "mimeType": "image/png", "buffer": png(40, 30)}
        await desk.form.locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
        before = len(await desk.messages())
        may_come.set()
        await expect(desk.chips).to_have_count(1)
        await expect(desk.text).to_have_value("Mana chek")
        await desk.button("Send").click()
        await desk.sent()
        assert [(row["text"], row["attachment__kind"]) for row in (await desk.messages())[before:]] == [
            ("Mana chek", "photo")
        ]
