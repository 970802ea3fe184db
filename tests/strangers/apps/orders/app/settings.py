from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    shop_name: str
    token_secret: str
    page_size: int = 20


settings = Settings()
