# What an admin sees of a ticket: why the card came, whose it is, how long it waits
card-new = 🆕 New ticket
card-waiting = ⏰ Still waiting for an answer
card-released = ↩️ Free again
card-transferred = 🔀 Transferred to you
card-reopened = 🔓 Reopened
card-taken = ✋ Taken
card-closed = 🔒 Closed
card-shown = 📜 Ticket
card-status-new = 🆕 Nobody has taken it
card-status-taken = 🙋 Held by { $admin }
card-status-closed = 🔒 Closed
card-waits = ⏳ Waiting: { $duration }
card-answered = 💤 Nothing waits for an answer
card-rated = ⭐ Rated { $value } of 5
card-blocked = ⛔ Blocked by the desk
card-priority-low = 🔽 Priority: low
card-priority-high = 🔼 Priority: high
card-priority-urgent = 🚨 Priority: urgent

duration-moments = less than a minute
duration-seconds = { $count } s
duration-minutes = { $count } min
duration-hours = { $count } h
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
