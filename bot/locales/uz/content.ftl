# Yetkazilgan xabarni kim yozgan: admin suhbatidagi xabar ustidagi sarlavha
header-user = 💬 #{ $number } · { $name }
header-admin = ↩️ #{ $number } · { $name }
header-note = 📝 Eslatma · #{ $number } · { $name }
edited-version = ✏️ Oʻzgartirildi
file-too-large = 📦 Fayl bu yerda saqlash uchun juda katta, lekin Telegramda turibdi.
backend-waiting = ⏳ Xabaringiz bizda: xizmatga ulanish tiklanishi bilan yetib boradi.
cannot-relay = ⚠️ Bunday xabarni yetkazib boʻlmaydi. Iltimos, uni boshqacha, masalan, matn koʻrinishida yuboring.
