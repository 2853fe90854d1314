# To a person who asks
notice-ticket-opened = 🎫 Your ticket is #{ $number } ({ $category }). We will answer here, and you can go on writing.
notice-ticket-taken = 🙋 { $admin } has taken your ticket #{ $number } and will answer you.
notice-ticket-moved-category = 🔀 Your ticket #{ $number } was passed on to “{ $category }”.
notice-ticket-moved-admin = 🔀 Your ticket #{ $number } was passed on to { $admin }.
notice-ticket-moved = 🔀 Your ticket #{ $number } was passed on.
notice-closed-by-user = 🔒 You closed your ticket #{ $number }. Thank you!
notice-closed-by-admin = 🔒 Your ticket #{ $number } is closed. Thank you for writing to us!
notice-closed-by-system = 🔒 Your ticket #{ $number } was closed, as nothing has been written in it for some time.
notice-can-reopen = Is something still open? Reopen it, or just write.
notice-rate = How was it? Please rate our help from 1 (bad) to 5 (very good).
notice-rating-thanks = 🙏 Thank you for rating #{ $number }! Would you like to add a few words? Send them as a reply to this message. Anything else that you write is an ordinary message.
notice-ticket-reopened = 🔓 Your ticket #{ $number } is open again. Please go on writing here.
notice-not-delivered = ⚠️ This message could not be handed on in #{ $number }. Please send it in another way, as text for instance.
notice-person-blocked = ⛔ The help desk has blocked this chat. What you write here is not answered any more.
notice-person-unblocked = ✅ The help desk has unblocked this chat. You can write here again. What you wrote in the meantime was not passed on.

# To an admin
notice-loose = 🤔 Your message is kept. Where shall it go?
notice-confirm-takeover = ✋ #{ $number } is held by { $admin }. Your message is kept. Take the ticket over and answer?
notice-confirm-reopen = 🔒 #{ $number } is closed. Your message is kept. Reopen the ticket and answer?
notice-user-closed = 🔒 { $name } has closed #{ $number }.
notice-rated = { $name } has rated #{ $number }: { $value } of 5.
notice-rating-changed = { $name } has changed the rating of #{ $number }: { $value } of 5, it was { $before }.
notice-delivery-blocked = 🚫 { $name } has blocked the bot, so this did not arrive in #{ $number }. It goes on by itself when they come back.
notice-delivery-failed = ⚠️ This did not arrive in #{ $number }. Telegram says: { $error }
notice-delivery-failed-silently = ⚠️ This did not arrive in #{ $number }.
notice-appointed = 🎉 You are an admin of the help desk now. Your tickets are under /admin.
notice-access-changed = 🔧 What you may see has changed.
notice-categories = 🏷 Your categories: { $names }
notice-no-categories-bound = 🏷 You have no categories yet.
notice-is-super-admin = ⭐ You are a super admin.
notice-dismissed = 🚪 You are no longer an admin of the help desk. Thank you for your work!
