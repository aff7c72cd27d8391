"""From a query to the articles that answer it, and to the places in them."""
