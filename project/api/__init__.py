"""What every answer of the API has in common; the settings and api_urls put it on."""
