# Показатели за период рядом с показателями предыдущего
report-title-totals = 📊 Отчёт · { $span }
report-title-categories = 📊 По категориям · { $span }
report-title-admins = 📊 По администраторам · { $span }
report-compared = По сравнению с { $span }: ▲ больше, ▼ меньше, = столько же.
report-opened = 📥 Открыто
report-closed = 🔒 Закрыто
report-reopened = 🔓 Открыто снова
report-reopen-rate = 🔁 Открыто снова из закрытых
report-backlog = 📚 Осталось открытыми
report-messages-in = ✉️ Сообщений от людей
report-messages-out = 💬 Ответов людям
report-first-response = ⏱ Первый ответ, медиана
report-response = ⏱ Каждый ответ, медиана
report-resolution = 🏁 До закрытия, медиана
report-full-resolution = 🏁 От первого открытия до последнего закрытия, медиана
report-spread = в среднем { $mean } · 9 из 10 быстрее { $p90 } · n { $count }
report-ratings = ⭐ Оценка
report-rating-response = ⭐ Закрытия с оценкой
report-category = 📥 открыто { $opened } · 🔒 закрыто { $closed } · 📚 осталось { $backlog }
report-admin = 💬 ответов { $answered } · 🔒 закрыто { $closed }
report-none = нет
report-empty = За это время ничего не произошло.
report-coming = ⏳ Готовим, сейчас пришлём.
report-export = 📄 Обращения, которые открывали, закрывали или открывали снова, по одному в строке · { $span }

# Подписи к картинкам
chart-volume = 📈 Открытые, закрытые и оставшиеся обращения · { $span }
chart-response = ⏱ Сколько люди ждали первого ответа и каждого ответа · { $span }
chart-ratings = ⭐ Как люди оценили помощь · { $span }
