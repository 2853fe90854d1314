# Adminlar
admins-title = 👥 Adminlar
admins-empty = 👥 Hozircha adminlar yoʻq.
admin-title = 👤 Admin { $name }
admin-id = Telegram ID raqami: { $id }
admin-is-admin = Vazifasi: admin
admin-is-super = Vazifasi: ⭐ bosh admin
admin-is-permanent = Vazifasi: ⭐ bosh admin, sozlamalarda yozilgan
admin-hint = Biriktirish yoki ajratish uchun yoʻnalishni bosing.
admin-no-categories = 🏷 Hali birorta yoʻnalish biriktirilmagan.
admin-link = Bu odam hali botni ishga tushirmagan. Unga shu havolani yuboring, shunda xabarnomalari yetib boradi: { $link }
appoint-ask = ➕ Kim admin boʻlsin? Quyidagi tugma bilan odamni tanlang, uning xabarini uzating (forward) yoki Telegram ID raqamini yuboring.
appoint-placeholder = Odam, uzatilgan xabar yoki ID
appoint-hidden = Uzatilgan xabarda muallif yashirilgan, kimligini bilib boʻlmaydi. Iltimos, odamni quyidagi tugma bilan tanlang yoki Telegram ID raqamini yuboring.
appoint-no-person = Buni odam yozmagan. Iltimos, kimnidir quyidagi tugma bilan tanlang yoki Telegram ID raqamini yuboring.
appoint-bot = Bu bot, bot esa admin boʻla olmaydi. Iltimos, odamni tanlang.
appoint-not-id = Bu Telegram ID raqami emas. Odamni quyidagi tugma bilan tanlang, uning xabarini uzating yoki «Bekor qilish»ni bosing.
appoint-done = 🎉 { $name } endi admin. Iltimos, yoʻnalishlarini tanlang.
dismiss-ask = { $name } ishdan boʻshatilsinmi? Uning murojaatlari yana boʻsh boʻladi.
dismiss-done = 🚪 { $name } endi admin emas.

# Yoʻnalishlar
categories-title = 🏷 Yoʻnalishlar, odamlar koʻradigan tartibda
category-title = 🏷 Yoʻnalish: { $name }
category-slug = Havola uchun nomi: { $slug }
category-name-uz = Oʻzbekcha: { $name }
category-name-ru = Ruscha: { $name }
category-name-en = Inglizcha: { $name }
category-active = ✅ Uni tanlash mumkin.
category-inactive = 🚫 Oʻchirib qoʻyilgan, odamlar uni koʻrmaydi.
category-ask-slug = 🏷 Yangi yoʻnalishning havola uchun qisqa nomini yuboring: lotin harflari, raqamlar va chiziqcha, masalan payments.
category-ask-uz = ✏️ Uning oʻzbekcha nomini yuboring.
category-ask-ru = ✏️ Uning ruscha nomini yuboring.
category-ask-en = ✏️ Uning inglizcha nomini yuboring.
category-added = 🎉 «{ $name }» yoʻnalishi qoʻshildi.
category-renamed = ✏️ Yangi nomi: { $name }
category-refused = Qabul qilinmadi: bu nom band yoki toʻgʻri kelmaydi. Iltimos, havola uchun boshqa nom yuboring.
category-name-refused = Bu nom qabul qilinmadi. Iltimos, boshqa, qisqaroq nom yuboring.
