# Admin murojaat haqida nimani koʻradi: karta nega keldi, kimniki, qancha kutmoqda
card-new = 🆕 Yangi murojaat
card-waiting = ⏰ Hali ham javob kutmoqda
card-released = ↩️ Yana boʻsh
card-transferred = 🔀 Sizga oʻtkazildi
card-reopened = 🔓 Qayta ochildi
card-taken = ✋ Olindi
card-closed = 🔒 Yopildi
card-shown = 📜 Murojaat
card-status-new = 🆕 Hali hech kim olmagan
card-status-taken = 🙋 { $admin } yuritmoqda
card-status-closed = 🔒 Murojaat yopilgan
card-waits = ⏳ Kutmoqda: { $duration }
card-answered = 💤 Javob kutayotgan xabar yoʻq
card-rated = ⭐ Baho: 5 dan { $value }
card-blocked = ⛔ Xizmat tomonidan bloklangan
card-priority-low = 🔽 Muhimligi: past
card-priority-high = 🔼 Muhimligi: yuqori
card-priority-urgent = 🚨 Muhimligi: shoshilinch

duration-moments = bir daqiqadan kam
duration-seconds = { $count } soniya
duration-minutes = { $count } daqiqa
duration-hours = { $count } soat
duration-days = { $count } kun
