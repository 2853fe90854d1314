# Yetkazilgan xabarni kim yozgan: admin suhbatidagi xabar ustidagi sarlavha
header-user = 💬 #{ $number } · { $name }
header-admin = ↩️ #{ $number } · { $name }
header-note = 📝 Eslatma · #{ $number } · { $name }
header-comment = 💭 ⭐ { $value } bahoga izoh · #{ $number } · { $name }
edited-version = ✏️ Oʻzgartirildi
file-too-large = 📦 Fayl bu yerda saqlash uchun juda katta, lekin Telegramda turibdi.
backend-waiting = ⏳ Xabaringiz bizda: xizmatga ulanish tiklanishi bilan yetib boradi.
cannot-relay = ⚠️ Bunday xabarni yetkazib boʻlmaydi. Iltimos, uni boshqacha, masalan, matn koʻrinishida yuboring.

# Soʻzsiz xabar, roʻyxatda
kind-photo = 🖼 Rasm
kind-video = 🎬 Videofilm
kind-audio = 🎵 Musiqa
kind-voice = 🎤 Ovozli xabar
kind-document = 📄 Fayl
kind-video-note = ⏺ Dumaloq video
kind-sticker = 🙂 Stiker
kind-animation = 🎞 Animatsiya
kind-location = 📍 Joylashuv
kind-venue = 📍 Manzil
kind-contact = 👤 Aloqa raqami
kind-other = ✉️ Boshqa turdagi xabar
