# What an admin types, and where it goes
focus-answer = 💬 You are answering #{ $number } · { $name }. Whatever you write now goes there, until you press Done.
focus-note = 📝 You are writing notes to #{ $number } · { $name }. Only admins see them, until you press Done.
focus-placeholder-answer = Answer to #{ $number }
focus-placeholder-note = Note to #{ $number }
focus-finished = ✅ Done with #{ $number }.
focus-none = ✅ No ticket is open for writing.
takeover-ask = #{ $number } is held by { $admin }. Take it over?
takeover-ask-somebody = #{ $number } is held by another admin. Take it over?

transfer-choose = 🔀 Where shall #{ $number } go?
transfer-nobody = There is nowhere to transfer #{ $number } to.
transfer-to-category = 🔀 #{ $number } has gone to the category “{ $name }”.
transfer-to-admin = 🔀 #{ $number } has gone to { $name }.

pending-answered = 💬 Sent to #{ $number }.
pending-asked = 🙋 Asked as your own question.
pending-waiting = 🙋 It is kept as your own question, and waits for its category.
pending-discarded = { $count ->
    [one] 🗑 It was not sent. We keep it.
   *[other] 🗑 { $count } messages were not sent. We keep them.
}
delete-done = 🗑 It is being deleted at the other end.
delete-how = To delete an answer of yours, send /delete as a reply to it.
retry-done = 🔁 Trying again.

replies-title = ⚡ Saved replies for #{ $number }. Choose one to see it as the person will get it.
replies-none = There are no saved replies for this category yet. They are written at the site.
replies-preview = ⚡ { $title } · #{ $number }
replies-sent = 📨 Sent to #{ $number }.

block-why = 🚫 Why shall the person of #{ $number } be blocked? Only the staff see the reason.
block-reason-spam = Spam
block-reason-abuse = Abuse
block-reason-fraud = Fraud
block-type = ✏️ Type the reason for blocking the person of #{ $number }. Only the staff see it.
block-ask = 🚫 Block the person of #{ $number }? Reason: { $reason }. Their open ticket closes, they are told once that they are blocked, and nothing that they write reaches the desk any more.
block-reason-lost = The reason is lost. Please type it once more.
block-reason-refused = This reason is too long. Please type a shorter one.
block-done = 🚫 The person of #{ $number } is blocked.
unblock-done = { $count ->
    [0] ✅ The person of #{ $number } is unblocked.
    [one] ✅ The person of #{ $number } is unblocked. One message that they wrote meanwhile is kept and was not passed on.
   *[other] ✅ The person of #{ $number } is unblocked. { $count } messages that they wrote meanwhile are kept and were not passed on.
}
