"""Read drawings of any kind into sheets of geometry in metres, and plot them."""
