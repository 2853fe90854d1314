menu-title = 🏠 Menu. What would you like to see?
list-mine = 📂 My tickets, the longest-waiting first
list-new = 🆕 New tickets, the longest-waiting first
list-waiting = ⏳ Waiting for an answer, the longest-waiting first
list-closed = 📁 Closed, the latest first
list-all = 🗂 All tickets, the longest-waiting first
list-empty = There is nothing here at the moment.
search-ask = 🔎 What shall I look for? Send a number, a name, or words out of the conversation.
search-lost = This search is too old to go on with. Please search again.
find-title = 🔎 Found for “{ $query }”
find-nothing = 🔎 Nothing was found for “{ $query }”.
find-refused = 🔎 That cannot be looked for: please send a ticket's number, or at least two letters and at most 200.

site-link =
    🔑 Your way into the site, without a password:
    { $url }

    It works once, for five minutes, and ends the link before it. Whoever has it can sign in as you: pass it on to nobody.

activity-title = 📈 My activity
activity-today = Today: { $answered ->
    [one] { $answered } answer
   *[other] { $answered } answers
}, { $closed ->
    [one] { $closed } ticket closed
   *[other] { $closed } tickets closed
}
activity-week = In 7 days: { $answered ->
    [one] { $answered } answer
   *[other] { $answered } answers
}, { $closed ->
    [one] { $closed } ticket closed
   *[other] { $closed } tickets closed
}
activity-first-response = ⏱ First answer: { $median } (median of { $count })
activity-ratings = ⭐ Rating: { $mean } (mean of { $count })
activity-recent = The latest ratings:
