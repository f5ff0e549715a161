"""From a folder of news to linked tables: people, countries, organizations, and who said what."""
