# Карточка обращения
button-take = ✋ Взять
button-answer = 💬 Ответить
button-release = ↩️ Освободить
button-transfer = 🔀 Передать
button-note = 📝 Заметка
button-close = 🔒 Закрыть
button-reopen = 🔓 Открыть снова
button-history = 📜 Показать переписку
button-earlier = ⬆️ Более ранние сообщения
button-close-confirm = 🔒 Да, закрыть #{ $number }
button-keep = ↩️ Нет, вернуться
button-reopen-number = 🔓 Открыть снова #{ $number }
button-replies = ⚡ Готовые ответы
button-send = 📨 Отправить
button-block = 🚫 Заблокировать
button-unblock = ✅ Разблокировать
button-other-reason = ✏️ Другая причина
button-block-confirm = 🚫 Да, заблокировать

# Что написал администратор и куда это пойдёт
button-done = ✅ Готово · #{ $number }
button-answer-number = 💬 Ответить на #{ $number } · { $name }
button-ask = 🙋 Спросить как пользователь
button-discard = 🗑 Не отправлять
button-takeover = ✋ Забрать и ответить
button-takeover-note = ✋ Забрать себе
button-reopen-answer = 🔓 Открыть снова и ответить
button-retry = 🔁 Повторить
button-cancel = ✖️ Отмена

# Меню
button-mine = 📂 Мои обращения
button-new = 🆕 Новые обращения
button-waiting = ⏳ Ждут ответа
button-closed = 📁 Закрытые
button-activity = 📈 Моя работа
button-all = 🗂 Все обращения
button-search = 🔎 Поиск
button-admins = 👥 Администраторы
button-categories = 🏷 Категории
button-menu = 🏠 Меню
button-back = ⬅️ Назад
button-next = Дальше ➡️
button-previous = ⬅️ Предыдущие
button-open-number = 📂 Показать #{ $number }

# Администраторы и категории
button-appoint = ➕ Назначить администратора
button-pick-person = 👤 Выбрать человека
button-make-super = ⭐ Сделать суперадминистратором
button-unmake-super = ☆ Снять права суперадминистратора
button-dismiss = 🚪 Снять с должности
button-dismiss-confirm = 🚪 Да, снять
button-add-category = ➕ Добавить категорию
button-rename-uz = ✏️ Название по-узбекски
button-rename-ru = ✏️ Название по-русски
button-rename-en = ✏️ Название по-английски
button-up = ⬆️ Выше
button-down = ⬇️ Ниже
button-deactivate = 🚫 Отключить
button-activate = ✅ Включить
button-skip = ⏭ Пропустить

# Отчёты
button-health = 🩺 Состояние
button-renew = 🔄 Обновить
button-reports = 📊 Отчёты
button-today = Сегодня
button-week = 7 дней
button-days30 = 30 дней
button-month = Этот месяц
button-last-month = Прошлый месяц
button-totals = 📊 Итоги
button-by-category = 🏷 По категориям
button-by-admin = 👥 По администраторам
button-chart-volume = 📈 Обращения
button-chart-response = ⏱ Время ответа
button-chart-ratings = ⭐ Оценки

# Каждый язык называет себя сам
button-language-uz = 🇺🇿 Oʻzbekcha
button-language-ru = 🇷🇺 Русский
button-language-en = 🇬🇧 English
