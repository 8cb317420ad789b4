"""Addresses at the door; some stand in front of the admin's own of the same name."""

from django.contrib import admin
from django.urls import path

from project.accounts import views

inside = admin.site.admin_view

urlpatterns = [
    path("login/", views.LogIn.as_view(), name="account_login"),
    path("login/code/", views.Code.as_view(), name="mfa_authenticate"),
    path("login/again/", views.StartOver.as_view(), name="login_start_over"),
    path(
        "password_change/",
        inside(views.ChangePassword.as_view()),
        name="account_change_password",
    ),
    path("account/", inside(views.Account.as_view()), name="mfa_index"),
    path(
        "account/password/",
        inside(views.AskPassword.as_view()),
        name="account_reauthenticate",
    ),
    path(
        "account/second-factor/",
        inside(views.SetUpSecondFactor.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "account/second-factor/remove/",
        inside(views.RemoveSecondFactor.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/recovery-codes/",
        inside(views.RecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/sessions/end-others/",
        inside(views.EndOtherSessions.as_view()),
        name="end_other_sessions",
    ),
    path(
        "account/sessions/<int:pk>/end/",
        inside(views.EndSession.as_view()),
        name="end_session",
    ),
]
