package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

const (
	callbackPath = "/sign-in/callback"
	wellKnown    = "/.well-known/openid-configuration"
	// How long somebody may take at the provider, and how long they stay signed in here.
	attemptLife = 10 * time.Minute
	sessionLife = time.Hour
)

// attempt is a sign-in that was begun: what comes back has to belong to it.
type attempt struct {
	verifier, nonce string
	until           time.Time
}

// session is somebody who signed in.
type session struct {
	Name, Email, Issuer string
	idToken             string
	until               time.Time
}

// signIn lets people sign in with the client that the Operations Manager injects. What it knows is in the memory of one
// pod, so it works with one replica.
type signIn struct {
	guard    sync.Mutex
	attempts map[string]attempt
	sessions map[string]session
}

func (s *signIn) register(mux *http.ServeMux) {
	mux.HandleFunc("GET /sign-in", s.handle(s.begin))
	mux.HandleFunc("GET "+callbackPath, s.handle(s.end))
	mux.HandleFunc("GET /me", s.handle(s.show))
	mux.HandleFunc("GET /sign-out", s.handle(s.leave))
}

// handle says on a page what went wrong; nothing secret is in these errors.
func (s *signIn) handle(work func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if err := work(w, r); err != nil {
			fmt.Fprintln(os.Stderr, "test-application: signing in:", err)
			render(w, http.StatusForbidden, page{Title: "Not signed in", Words: err.Error()})
		}
	}
}

func (s *signIn) begin(w http.ResponseWriter, r *http.Request) error {
	client, err := newClient(r.Context())
	if err != nil {
		return err
	}
	state, made := rand.Text(), attempt{oauth2.GenerateVerifier(), rand.Text(), time.Now().Add(attemptLife)}
	s.guard.Lock()
	maps.DeleteFunc(s.attempts, func(_ string, one attempt) bool { return time.Now().After(one.until) })
	maps.DeleteFunc(s.sessions, func(_ string, one session) bool { return time.Now().After(one.until) })
	s.attempts[state] = made
	s.guard.Unlock()
	// Who comes back has to be the browser that was sent.
	setCookie(w, "attempt", state, attemptLife)
	http.Redirect(w, r, client.AuthCodeURL(state, oidc.Nonce(made.nonce), oauth2.S256ChallengeOption(made.verifier)), http.StatusFound)
	return nil
}

func (s *signIn) end(w http.ResponseWriter, r *http.Request) error {
	given := r.URL.Query()
	made, ok := s.takeAttempt(given.Get("state"))
	cookie, err := r.Cookie("attempt")
	if !ok || err != nil || cookie.Value != given.Get("state") {
		return errors.New("nobody began this sign-in here, or it took too long")
	}
	if refusal := given.Get("error"); refusal != "" {
		return fmt.Errorf("the provider answers %s", refusal)
	}
	client, err := newClient(r.Context())
	if err != nil {
		return err
	}
	who, err := client.redeem(given.Get("code"), made)
	if err != nil {
		return err
	}
	id := rand.Text()
	s.guard.Lock()
	s.sessions[id] = who
	s.guard.Unlock()
	setCookie(w, "session", id, sessionLife)
	http.Redirect(w, r, "/me", http.StatusFound)
	return nil
}

func (s *signIn) show(w http.ResponseWriter, r *http.Request) error {
	who, ok := s.sessionOf(r)
	if !ok {
		http.Redirect(w, r, "/sign-in", http.StatusFound)
		return nil
	}
	render(w, http.StatusOK, page{Title: "Hello " + who.Name, Words: who.Email, From: who.Issuer})
	return nil
}

// leave ends the session here and at the provider, which sends the person back.
func (s *signIn) leave(w http.ResponseWriter, r *http.Request) error {
	who, ok := s.sessionOf(r)
	if !ok {
		render(w, http.StatusOK, page{Title: "Signed out"})
		return nil
	}
	client, err := newClient(r.Context())
	if err != nil {
		return err
	}
	cookie, _ := r.Cookie("session")
	s.guard.Lock()
	delete(s.sessions, cookie.Value)
	s.guard.Unlock()
	setCookie(w, "session", "", -time.Second)
	back := url.Values{"id_token_hint": {who.idToken}, "post_logout_redirect_uri": {os.Getenv("PUBLIC_HOST") + "/sign-out"}}
	http.Redirect(w, r, client.endSession+"?"+back.Encode(), http.StatusFound)
	return nil
}

// takeAttempt gives an attempt once.
func (s *signIn) takeAttempt(state string) (attempt, bool) {
	s.guard.Lock()
	defer s.guard.Unlock()
	made, ok := s.attempts[state]
	delete(s.attempts, state)
	return made, ok && time.Now().Before(made.until)
}

func (s *signIn) sessionOf(r *http.Request) (session, bool) {
	cookie, err := r.Cookie("session")
	if err != nil {
		return session{}, false
	}
	s.guard.Lock()
	defer s.guard.Unlock()
	who, ok := s.sessions[cookie.Value]
	return who, ok && time.Now().Before(who.until)
}

// client is the application at its provider, as the injected variables describe it.
type client struct {
	oauth2.Config
	context    context.Context
	provider   *oidc.Provider
	endSession string
}

func newClient(ctx context.Context) (*client, error) {
	transport, err := trusting(os.Getenv("OIDC_CA_FILE"))
	if err != nil {
		return nil, err
	}
	ctx = oidc.ClientContext(ctx, &http.Client{Transport: transport, Timeout: checkLimit})
	provider, err := oidc.NewProvider(ctx, strings.TrimSuffix(os.Getenv("OIDC_DISCOVERY_URL"), wellKnown))
	if err != nil {
		return nil, fmt.Errorf("reading the discovery document: %w", err)
	}
	var document struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&document); err != nil {
		return nil, fmt.Errorf("reading the discovery document: %w", err)
	}
	config := oauth2.Config{
		ClientID:     os.Getenv("OIDC_CLIENT_ID"),
		ClientSecret: os.Getenv("OIDC_CLIENT_SECRET"),
		Endpoint:     provider.Endpoint(),
		RedirectURL:  os.Getenv("PUBLIC_HOST") + callbackPath,
		Scopes:       []string{oidc.ScopeOpenID, "profile", "email"},
	}
	return &client{config, ctx, provider, document.EndSession}, nil
}

// redeem changes a code for who the person is, and believes nothing that the provider has not signed for us.
func (c *client) redeem(code string, made attempt) (session, error) {
	token, err := c.Exchange(c.context, code, oauth2.VerifierOption(made.verifier))
	if err != nil {
		return session{}, fmt.Errorf("redeeming the code: %w", err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return session{}, errors.New("the provider gave no identity token")
	}
	verified, err := c.provider.Verifier(&oidc.Config{ClientID: c.ClientID}).Verify(c.context, raw)
	if err != nil {
		return session{}, fmt.Errorf("verifying the identity token: %w", err)
	}
	if verified.Nonce != made.nonce {
		return session{}, errors.New("the identity token is of another sign-in")
	}
	var claims struct {
		Name     string `json:"name"`
		Username string `json:"preferred_username"`
		Email    string `json:"email"`
	}
	if err := verified.Claims(&claims); err != nil {
		return session{}, fmt.Errorf("reading the identity token: %w", err)
	}
	name := claims.Name
	if name == "" {
		name = claims.Username
	}
	return session{name, claims.Email, verified.Issuer, raw, time.Now().Add(sessionLife)}, nil
}

func setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name:     name,
		Value:    value,
		Path:     "/",
		MaxAge:   int(life.Seconds()),
		HttpOnly: true,
		Secure:   strings.HasPrefix(os.Getenv("PUBLIC_HOST"), "https:"),
		SameSite: http.SameSiteLaxMode,
	})
}

type page struct{ Title, Words, From string }

var pages = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><h1>{{.Title}}</h1><p id="words">{{.Words}}</p>{{with .From}}<p id="from">{{.}}</p>{{end}}
<p><a href="/sign-in">Sign in</a> <a href="/sign-out">Sign out</a></p></body></html>
`))

func render(w http.ResponseWriter, status int, shown page) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := pages.Execute(w, shown); err != nil {
		fmt.Fprintln(os.Stderr, "test-application: writing the page:", err)
	}
}
