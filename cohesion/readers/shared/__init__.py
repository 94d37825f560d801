"""What several readers of official files share."""
