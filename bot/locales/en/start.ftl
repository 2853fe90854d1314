start-greeting = 👋 Hello, { $name }! This is the help desk: write to us, and a person will answer you here.
start-choose = What is it about? Please choose a category.
start-waiting = { $count ->
    [one] 📥 Your message is kept. It goes to us as soon as you choose, so there is no need to type it again.
   *[other] 📥 Your { $count } messages are kept. They go to us as soon as you choose, so there is no need to type them again.
}
start-reopen = You can also go on with your last ticket #{ $number }.
start-write = 🏷 { $category }. Now please write your question: text, photos, voice, files, anything works.
start-ticket-open = You have an open ticket, and whatever you write here goes into it.
start-no-categories = We are not taking questions just now. What you wrote is kept. Please look in again a little later.
start-sent = 🏷 { $category }. Your question is on its way to us.

language-choose = 🌐 Which language shall we speak?
language-chosen = 🌐 Fine, we speak English from now on.

help-user = ℹ️ Just write your question here: text, photos, voice messages, files. A person reads it and answers in this chat.

    /start: choose a category
    /ticket: your open ticket
    /history: your earlier tickets
    /lang: the language
    /cancel: do not send what is still waiting for a category
help-admin = 🛟 For admins:

    /admin: the menu with your tickets
    Reply to any message of a ticket, and your reply goes to that person.
    Or press Answer on a ticket: all that you type goes there until you press Done.
    /cancel: leave the ticket you are writing into
    /find and a number, a name or words out of a conversation: find a ticket
    /site: a link that signs you in at the site, in your browser
    /delete, as a reply to your own answer: delete it at the other end, within 48 hours
help-super-admin = ⭐ As a super admin you also see all tickets, read reports, see how the desk fares with /health, and manage admins and categories in /admin.

cancel-nothing = There is nothing to cancel.
cancel-step = Cancelled.
cancel-discarded = { $count ->
    [one] 🗑 Your message was not sent. We keep it, in case you need it.
   *[other] 🗑 Your { $count } messages were not sent. We keep them, in case you need them.
}
