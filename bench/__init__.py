"""How quick the whole desk is: `make bench`. It measures the processes as they are shipped, over real HTTP."""
