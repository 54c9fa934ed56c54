"""Why a page is no article: walls, errors, lists of other pages."""
