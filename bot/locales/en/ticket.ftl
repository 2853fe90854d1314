# What a person sees of their own ticket
ticket-title = 🎫 #{ $number } · { $category }
ticket-status-new = ⏳ Waiting for somebody to take it.
ticket-status-taken = 🙋 { $admin } is answering you.
ticket-status-closed = 🔒 Closed.
ticket-hint = Whatever you write here goes into this ticket.
ticket-none = You have no open ticket. Just write your question, or choose a category with /start.
ticket-close-ask = Close #{ $number }? You can still reopen it later.
ticket-history-title = 📚 Your tickets. Choose one to read it again.
ticket-history-empty = You have no tickets yet. Just write your question.
ticket-earlier = { $count ->
    [one] 📜 #{ $number }: one message follows, and there are earlier ones.
   *[other] 📜 #{ $number }: { $count } messages follow, and there are earlier ones.
}
ticket-shown = { $count ->
    [0] There are no messages yet.
    [one] One message follows.
   *[other] { $count } messages follow.
}

toast-taken = ✋ #{ $number } is yours.
toast-released = ↩️ #{ $number } is free again.
toast-closed = 🔒 #{ $number } is closed.
toast-reopened = 🔓 #{ $number } is open again.
toast-kept = It stays as it was.
toast-saved = Saved.
toast-rated = ⭐ #{ $number }: { $value } of 5. Thank you! You can still change it.
