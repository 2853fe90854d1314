# Odam oʻz murojaatida nimani koʻradi
ticket-title = 🎫 Murojaat #{ $number } · { $category }
ticket-status-new = ⏳ Kimdir qabul qilishini kutmoqda.
ticket-status-taken = 🙋 Sizga { $admin } javob bermoqda.
ticket-status-closed = 🔒 Yopilgan.
ticket-hint = Shu yerga yozganlaringizning hammasi shu murojaatga tushadi.
ticket-none = Sizda ochiq murojaat yoʻq. Savolingizni yozing yoki /start orqali yoʻnalishni tanlang.
ticket-close-ask = #{ $number } yopilsinmi? Keyinroq uni qayta ochsa boʻladi.
ticket-history-title = 📚 Murojaatlaringiz. Qaysi birini qayta oʻqimoqchisiz?
ticket-history-empty = Sizda hali murojaat yoʻq. Savolingizni yozavering.
ticket-earlier = 📜 #{ $number }: quyida { $count } ta xabar, bundan oldingilari ham bor.
ticket-shown = { $count ->
    [0] Hozircha xabar yoʻq.
   *[other] Quyida { $count } ta xabar.
}

toast-taken = ✋ #{ $number } endi Sizniki.
toast-released = ↩️ #{ $number } yana boʻsh.
toast-closed = 🔒 #{ $number } yopildi.
toast-reopened = 🔓 #{ $number } yana ochildi.
toast-kept = Hammasi oʻz holicha qoldi.
toast-saved = Saqlandi.
toast-rated = ⭐ #{ $number }: 5 dan { $value }. Rahmat! Bahoni hali oʻzgartirishingiz mumkin.
