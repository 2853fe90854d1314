header-user = 💬 #{ $number } · { $name }
