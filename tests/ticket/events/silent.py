"""The services that write no event of their own, each with the reason."""

STEP = "it is a step of the acts that call it, in their transaction; they write the event"
TRANSPORT = "it carries what was said; what was said is in the journal, and how its way stands is in the row itself"
BYTES = "the file belongs to a message that is in the journal; whether its bytes came is in the row itself"
READING = "somebody looks at a ticket, or turns to it; nothing about the ticket is another afterwards"
SAMPLE = "it is the playground's sample desk, made before anybody acts"

BEATING = "a bot says that it lives; it does nothing to the desk by that"

ASKING = "nobody came in by it yet; whoever does so is noted"

SILENT = {
    "apps.admin.management.commands.seed_playground": SAMPLE,
    "apps.admin.services.sign_in.forget_ended_sessions": "they had ended by themselves; nobody is signed out by it",
    "apps.admin.services.sign_in.make_link": ASKING,
    "apps.admin.services.sign_in.use_link": STEP,
    "apps.admin.services.staff.announce_access": STEP,
    "apps.admin.services.staff.meet_admin": STEP,
    "apps.delivery.services.bots.leave": BEATING,
    "apps.delivery.services.bots.report_process": BEATING,
    "apps.delivery.services.changes.store_chats": TRANSPORT,
    "apps.delivery.services.changes.store_rows": TRANSPORT,
    "apps.delivery.services.enqueue.enqueue": TRANSPORT,
    "apps.delivery.services.enqueue.hold_chats": TRANSPORT,
    "apps.delivery.services.enqueue.set_language_of_waiting": TRANSPORT,
    "apps.delivery.services.enqueue.unblock_chat": STEP,
    "apps.delivery.services.lease.lease_deliveries": TRANSPORT,
    "apps.delivery.services.lease.lease_heads": TRANSPORT,
    "apps.delivery.services.lease.renew_leases": TRANSPORT,
    "apps.delivery.services.lease.waiting_heads": TRANSPORT,
    "apps.delivery.services.outcomes.record_outcomes": STEP,
    "apps.ticket.services.announce.announce_message": TRANSPORT,
    "apps.ticket.services.announce.announce_opening": TRANSPORT,
    "apps.ticket.services.announce.announce_transfer": TRANSPORT,
    "apps.ticket.services.announce.hold_chats_about": TRANSPORT,
    "apps.ticket.services.announce.mark_cards": TRANSPORT,
    "apps.ticket.services.announce.mark_rows": TRANSPORT,
    "apps.ticket.services.asking.ask_where": TRANSPORT,
    "apps.ticket.services.asking.hold": "the words wait for their writer's decision, which is the act",
    "apps.ticket.services.attachments.lease_attachments": BYTES,
    "apps.ticket.services.attachments.renew_attachments": BYTES,
    "apps.ticket.services.attachments.report_failure": BYTES,
    "apps.ticket.services.attachments.store_bytes": BYTES,
    "apps.ticket.services.closing.close_silently": STEP,
    "apps.ticket.services.contents.store_message": STEP,
    "apps.ticket.services.conversation.add_user_message": STEP,
    "apps.ticket.services.conversation.append": STEP,
    "apps.ticket.services.conversation.send_answer": STEP,
    "apps.ticket.services.focus.finish_focus": READING,
    "apps.ticket.services.glance.glance_at": READING,
    "apps.ticket.services.history.refresh_card": READING,
    "apps.ticket.services.history.show_ticket": READING,
    "apps.ticket.services.journal.record": "it is what writes events",
    "apps.ticket.services.lifecycle.hand_over": STEP,
    "apps.ticket.services.lifecycle.move_into": STEP,
    "apps.ticket.services.lifecycle.open_with": STEP,
    "apps.ticket.services.lifecycle.release": STEP,
    "apps.ticket.services.lifecycle.release_lost_tickets": STEP,
    "apps.ticket.services.lifecycle.take": STEP,
    "apps.ticket.services.ratings.add_comment": STEP,
    "apps.ticket.services.viewing.look_at": READING,
    "apps.user.services.lock_user": STEP,
    "apps.user.services.set_language": STEP,
    "apps.ticket.services.submissions.claim": STEP,
    "apps.ticket.services.submissions.keep_messages": STEP,
    "apps.ticket.services.upload_files.stored": BYTES,
}
