"""Every command that lets a GitHub repository deploy to Azure, as steps."""
