"""Running code that nobody trusts: a zygote, its one-shot children, and the layers that confine them."""
