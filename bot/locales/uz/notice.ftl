# Savol beruvchiga
notice-ticket-opened = 🎫 Murojaatingiz raqami: #{ $number } ({ $category }). Shu yerda javob beramiz, yozishda davom etishingiz mumkin.
notice-ticket-taken = 🙋 #{ $number } murojaatingizni { $admin } oldi va Sizga javob beradi.
notice-ticket-moved-category = 🔀 #{ $number } murojaatingiz «{ $category }» yoʻnalishiga oʻtkazildi.
notice-ticket-moved-admin = 🔀 #{ $number } murojaatingizni endi { $admin } yuritadi.
notice-ticket-moved = 🔀 #{ $number } murojaatingiz boshqa xodimga oʻtkazildi.
notice-closed-by-user = 🔒 Siz #{ $number } murojaatingizni yopdingiz. Rahmat!
notice-closed-by-admin = 🔒 #{ $number } murojaatingiz yopildi. Bizga yozganingiz uchun rahmat!
notice-closed-by-system = 🔒 #{ $number } murojaatingiz yopildi: unda anchadan beri hech narsa yozilmadi.
notice-can-reopen = Savolingiz qoldimi? Uni qayta oching yoki shunchaki yozing.
notice-rate = Yordamimiz yoqdimi? Iltimos, uni 1 dan (yomon) 5 gacha (aʼlo) baholang.
notice-rating-thanks = 🙏 #{ $number } ni baholaganingiz uchun rahmat! Fikringizni ham yozmoqchimisiz? Uni shu xabarga javob (reply) qilib yuboring. Boshqa yozganlaringiz oddiy xabar boʻladi.
notice-ticket-reopened = 🔓 #{ $number } murojaatingiz yana ochildi. Marhamat, shu yerga yozavering.
notice-not-delivered = ⚠️ Bu xabarni #{ $number } ga yetkazib boʻlmadi. Iltimos, uni boshqacha, masalan, matn koʻrinishida yuboring.
notice-person-blocked = ⛔ Yordam xizmati bu suhbatni blokladi. Bu yerga yozganlaringizga endi javob berilmaydi.
notice-person-unblocked = ✅ Yordam xizmati bu suhbatni blokdan chiqardi. Yana yozishingiz mumkin. Shu vaqt ichida yozganlaringiz hech kimga yetkazilmadi.

# Adminga
notice-loose = 🤔 Xabaringiz saqlandi. Uni qayerga yuboray?
notice-confirm-takeover = ✋ #{ $number } ni { $admin } yuritmoqda. Xabaringiz saqlandi. Murojaatni oʻzingizga olib, javob berasizmi?
notice-confirm-reopen = 🔒 #{ $number } yopilgan. Xabaringiz saqlandi. Murojaatni qayta ochib, javob berasizmi?
notice-user-closed = 🔒 { $name } #{ $number } ni yopdi.
notice-rated = { $name } #{ $number } ga baho qoʻydi: 5 dan { $value }.
notice-rating-changed = { $name } #{ $number } bahosini oʻzgartirdi: 5 dan { $value }, avval { $before } edi.
notice-delivery-blocked = 🚫 { $name } botni bloklagan, shuning uchun bu #{ $number } ga yetib bormadi. U qaytishi bilan oʻzi yuboriladi.
notice-delivery-failed = ⚠️ Bu #{ $number } ga yetib bormadi. Telegram javobi: { $error }
notice-delivery-failed-silently = ⚠️ Bu #{ $number } ga yetib bormadi.
notice-appointed = 🎉 Endi Siz yordam xizmatining adminisiz. Murojaatlaringiz: /admin.
notice-access-changed = 🔧 Huquqlaringiz oʻzgardi.
notice-categories = 🏷 Yoʻnalishlaringiz: { $names }
notice-no-categories-bound = 🏷 Sizda hozircha yoʻnalish yoʻq.
notice-is-super-admin = ⭐ Siz bosh adminsiz.
notice-dismissed = 🚪 Siz endi yordam xizmatining admini emassiz. Mehnatingiz uchun rahmat!
