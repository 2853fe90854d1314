# The figures of a time, beside those of the time before
report-title-totals = 📊 Report · { $span }
report-title-categories = 📊 By category · { $span }
report-title-admins = 📊 By admin · { $span }
report-compared = Compared with { $span }: ▲ more, ▼ less, = the same.
report-opened = 📥 Opened
report-closed = 🔒 Closed
report-reopened = 🔓 Reopened
report-reopen-rate = 🔁 Reopened per closing
report-backlog = 📚 Still open at the end
report-messages-in = ✉️ Messages from people
report-messages-out = 💬 Answers to people
report-first-response = ⏱ First answer, median
report-response = ⏱ Every answer, median
report-resolution = 🏁 Until closed, median
report-full-resolution = 🏁 From first opening to last closing, median
report-spread = mean { $mean } · 9 of 10 within { $p90 } · n { $count }
report-ratings = ⭐ Rating
report-rating-response = ⭐ Closings that were rated
report-category = 📥 opened { $opened } · 🔒 closed { $closed } · 📚 still open { $backlog }
report-admin = 💬 answers { $answered } · 🔒 closed { $closed }
report-none = none
report-empty = Nothing happened in this time.
report-coming = ⏳ It is being prepared and comes in a moment.
report-export = 📄 Tickets that were opened, closed or reopened, one in each row · { $span }

# Captions of the pictures
chart-volume = 📈 Tickets opened, closed and still open · { $span }
chart-response = ⏱ How long people waited for the first answer, and for every answer · { $span }
chart-ratings = ⭐ How people rated the help · { $span }
