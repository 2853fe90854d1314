# Who wrote what is handed on: the header over a message in an admin's chat
header-user = 💬 #{ $number } · { $name }
header-admin = ↩️ #{ $number } · { $name }
header-note = 📝 Note · #{ $number } · { $name }
edited-version = ✏️ Edited
file-too-large = 📦 The file is too large to be kept here, Telegram still has it.
backend-waiting = ⏳ We keep your message: it arrives as soon as the desk can be reached again.
cannot-relay = ⚠️ This kind of message cannot be handed on. Please send it in another way, as text for instance.
