# A ticket's card
button-take = ✋ Take
button-answer = 💬 Answer
button-release = ↩️ Release
button-transfer = 🔀 Transfer
button-note = 📝 Note
button-close = 🔒 Close
button-reopen = 🔓 Reopen
button-history = 📜 Show history
button-earlier = ⬆️ Earlier messages
button-close-confirm = 🔒 Yes, close #{ $number }
button-keep = ↩️ No, go back
button-reopen-number = 🔓 Reopen #{ $number }
button-replies = ⚡ Saved replies
button-send = 📨 Send
button-block = 🚫 Block
button-unblock = ✅ Unblock
button-other-reason = ✏️ Another reason
button-block-confirm = 🚫 Yes, block

# What an admin typed, and where it goes
button-done = ✅ Done · #{ $number }
button-answer-number = 💬 Answer #{ $number } · { $name }
button-ask = 🙋 Ask as a user
button-discard = 🗑 Do not send
button-takeover = ✋ Take over and answer
button-takeover-note = ✋ Take over
button-reopen-answer = 🔓 Reopen and answer
button-retry = 🔁 Retry
button-cancel = ✖️ Cancel

# The menu
button-mine = 📂 My tickets
button-new = 🆕 New tickets
button-waiting = ⏳ Waiting
button-closed = 📁 Closed
button-activity = 📈 My activity
button-all = 🗂 All tickets
button-search = 🔎 Search
button-admins = 👥 Admins
button-categories = 🏷 Categories
button-menu = 🏠 Menu
button-back = ⬅️ Back
button-next = Next ➡️
button-previous = ⬅️ Previous
button-open-number = 📂 Open #{ $number }

# Admins and categories
button-appoint = ➕ Appoint an admin
button-pick-person = 👤 Choose a person
button-make-super = ⭐ Make super admin
button-unmake-super = ☆ Take super admin away
button-dismiss = 🚪 Dismiss
button-dismiss-confirm = 🚪 Yes, dismiss
button-add-category = ➕ Add a category
button-rename-uz = ✏️ Name in Uzbek
button-rename-ru = ✏️ Name in Russian
button-rename-en = ✏️ Name in English
button-up = ⬆️ Move up
button-down = ⬇️ Move down
button-deactivate = 🚫 Deactivate
button-activate = ✅ Activate
button-skip = ⏭ Skip

# Reports
button-health = 🩺 Health
button-renew = 🔄 Renew
button-reports = 📊 Reports
button-today = Today
button-week = 7 days
button-days30 = 30 days
button-month = This month
button-last-month = Last month
button-totals = 📊 All in all
button-by-category = 🏷 By category
button-by-admin = 👥 By admin
button-chart-volume = 📈 Tickets
button-chart-response = ⏱ Times
button-chart-ratings = ⭐ Ratings

# Each language calls itself by its own name
button-language-uz = 🇺🇿 Oʻzbekcha
button-language-ru = 🇷🇺 Русский
button-language-en = 🇬🇧 English
