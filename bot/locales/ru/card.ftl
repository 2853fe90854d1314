# Что администратор видит об обращении: почему пришла карточка, чьё оно, сколько ждёт
card-new = 🆕 Новое обращение
card-waiting = ⏰ Всё ещё ждёт ответа
card-released = ↩️ Снова свободно
card-transferred = 🔀 Передано Вам
card-reopened = 🔓 Открыто снова
card-taken = ✋ Взято
card-closed = 🔒 Закрыто
card-shown = 📜 Обращение
card-status-new = 🆕 Его ещё никто не взял
card-status-taken = 🙋 Ведёт: { $admin }
card-status-closed = 🔒 Обращение закрыто
card-waits = ⏳ Ждёт: { $duration }
card-answered = 💤 Ответа никто не ждёт
card-rated = ⭐ Оценка: { $value } из 5
card-blocked = ⛔ Человек заблокирован службой
card-priority-low = 🔽 Приоритет: низкий
card-priority-high = 🔼 Приоритет: высокий
card-priority-urgent = 🚨 Приоритет: срочный

duration-moments = меньше минуты
duration-seconds = { $count } с
duration-minutes = { $count } мин
duration-hours = { $count } ч
duration-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
