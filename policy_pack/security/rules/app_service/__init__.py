"""Rules for App Service: web apps, function apps and their plans."""
