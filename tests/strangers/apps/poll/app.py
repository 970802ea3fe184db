import os

from flask import Flask, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace(
    "postgresql://", "postgresql+psycopg://"
)
db = SQLAlchemy(app)
Migrate(app, db)


class Vote(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    word = db.Column(db.String(40), nullable=False)


@app.route("/", methods=["GET", "POST"])
def votes():
    if request.method == "POST":
        db.session.add(Vote(word=request.form["word"]))
        db.session.commit()
    return {"question": os.environ["QUESTION"], "votes": [one.word for one in Vote.query.all()]}
