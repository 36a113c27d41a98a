"""What a pack says: plain frozen values in which everything is decided. Templates only set them."""
