# Davr koʻrsatkichlari oldingi davr bilan yonma-yon
report-title-totals = 📊 Hisobot · { $span }
report-title-categories = 📊 Yoʻnalishlar boʻyicha · { $span }
report-title-admins = 📊 Adminlar boʻyicha · { $span }
report-compared = { $span } bilan solishtirganda: ▲ koʻproq, ▼ kamroq, = teng.
report-opened = 📥 Ochildi
report-closed = 🔒 Yopildi
report-reopened = 🔓 Qayta ochildi
report-reopen-rate = 🔁 Yopilganlardan qayta ochilgani
report-backlog = 📚 Ochiq qoldi
report-messages-in = ✉️ Odamlardan kelgan xabarlar
report-messages-out = 💬 Odamlarga berilgan javoblar
report-first-response = ⏱ Birinchi javob, mediana
report-response = ⏱ Har bir javob, mediana
report-resolution = 🏁 Yopilguncha, mediana
report-full-resolution = 🏁 Birinchi ochilishdan oxirgi yopilishgacha, mediana
report-spread = oʻrtacha { $mean } · 10 tadan 9 tasi { $p90 } ichida · n { $count }
report-ratings = ⭐ Baho
report-rating-response = ⭐ Yopilganlardan baholangani
report-category = 📥 ochildi { $opened } · 🔒 yopildi { $closed } · 📚 ochiq qoldi { $backlog }
report-admin = 💬 javoblar { $answered } · 🔒 yopildi { $closed }
report-none = yoʻq
report-empty = Bu davrda hech narsa boʻlmadi.
report-coming = ⏳ Tayyorlanmoqda, hozir yuboramiz.
report-export = 📄 Ochilgan, yopilgan yoki qayta ochilgan murojaatlar, har biri bir qatorda · { $span }

# Rasmlar tagidagi yozuvlar
chart-volume = 📈 Ochilgan, yopilgan va ochiq qolgan murojaatlar · { $span }
chart-response = ⏱ Odamlar birinchi javobni va har bir javobni qancha kutgani · { $span }
chart-ratings = ⭐ Odamlar yordamni qanday baholagani · { $span }
