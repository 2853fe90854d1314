# Who wrote what is handed on: the header over a message in an admin's chat
header-user = 💬 #{ $number } · { $name }
header-admin = ↩️ #{ $number } · { $name }
header-note = 📝 Note · #{ $number } · { $name }
header-comment = 💭 Comment on ⭐ { $value } · #{ $number } · { $name }
edited-version = ✏️ Edited
file-too-large = 📦 The file is too large to be kept here, Telegram still has it.
backend-waiting = ⏳ We keep your message: it arrives as soon as the desk can be reached again.
cannot-relay = ⚠️ This kind of message cannot be handed on. Please send it in another way, as text for instance.

# A message without words, in a list
kind-photo = 🖼 Photo
kind-video = 🎬 Video
kind-audio = 🎵 Audio
kind-voice = 🎤 Voice message
kind-document = 📄 File
kind-video-note = ⏺ Video message
kind-sticker = 🙂 Sticker
kind-animation = 🎞 Animation
kind-location = 📍 Location
kind-venue = 📍 Place
kind-contact = 👤 Contact
kind-other = ✉️ Another kind of message
