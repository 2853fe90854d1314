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
