"""The made-up past of a big desk: `make history`. Searches and reports are measured and looked at over it.

It stands outside the apps: nothing in production can import it, and no command of the product can fill a desk with it.
"""
