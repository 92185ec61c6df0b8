// A gateway as many a Go team has one: Gin in front of httputil.ReverseProxy, with request ids, security headers, CORS,
// a limiter for each caller, and tokens verified on every request.
package main

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"flag"
	"log"
	"math/big"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"golang.org/x/time/rate"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "where to listen")
	answers := flag.String("answers", "", "the upstream of most paths")
	streams := flag.String("streams", "", "the upstream of /api/v1/tracking and /ws")
	keys := flag.String("keys", "", "where the public keys are")
	flag.Parse()

	gin.SetMode(gin.ReleaseMode)
	key := publicKey(*keys)
	toAnswers, toStreams := proxy(*answers), proxy(*streams)

	engine := gin.New()
	engine.Use(gin.Recovery())
	engine.Any("/api/v1/payments/*rest", toAnswers) // open, and nothing but forwarded

	guarded := engine.Group("/", requestID(), securityHeaders(), cors.New(cors.Config{
		AllowOrigins:     []string{"http://localhost:3000", "http://localhost:3001"},
		AllowMethods:     []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"},
		AllowHeaders:     []string{"Origin", "Content-Type", "Accept", "Authorization", "X-Request-ID"},
		AllowCredentials: true,
		MaxAge:           12 * time.Hour,
	}), limiter(), authenticated(key))
	guarded.Any("/api/v1/bookings/*rest", toAnswers)
	guarded.Any("/api/v1/tracking/*rest", toStreams)
	guarded.Any("/ws/*rest", toStreams)

	log.Fatal(http.ListenAndServe(*listen, engine))
}

// proxy forwards to one upstream. The default transport keeps only two idle connections, which would make it look worse
// than it has to.
func proxy(target string) gin.HandlerFunc {
	address, err := url.Parse(target)
	if err != nil {
		log.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(address)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns = 512
	transport.MaxIdleConnsPerHost = 512
	forward.Transport = transport
	return func(c *gin.Context) { forward.ServeHTTP(c.Writer, c.Request) }
}

func requestID() gin.HandlerFunc {
	return func(c *gin.Context) {
		id := c.GetHeader("X-Request-ID")
		if id == "" {
			id = uuid.NewString()
		}
		c.Request.Header.Set("X-Request-ID", id)
		c.Header("X-Request-ID", id)
		c.Next()
	}
}

func securityHeaders() gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("X-Content-Type-Options", "nosniff")
		c.Header("X-Frame-Options", "DENY")
		c.Header("X-XSS-Protection", "1; mode=block")
		c.Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		c.Header("Referrer-Policy", "strict-origin-when-cross-origin")
		c.Next()
	}
}

func limiter() gin.HandlerFunc {
	var lock sync.Mutex
	callers := map[string]*rate.Limiter{}
	return func(c *gin.Context) {
		lock.Lock()
		caller, known := callers[c.ClientIP()]
		if !known {
			caller = rate.NewLimiter(rate.Limit(1e8), 1e6)
			callers[c.ClientIP()] = caller
		}
		lock.Unlock()
		if !caller.Allow() {
			c.AbortWithStatusJSON(http.StatusTooManyRequests, gin.H{"success": false, "error": "rate limit exceeded"})
			return
		}
		c.Next()
	}
}

func authenticated(key *rsa.PublicKey) gin.HandlerFunc {
	return func(c *gin.Context) {
		text := strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer ")
		if text == "" {
			text = c.Query("token")
		}
		claims := jwt.MapClaims{}
		_, err := jwt.ParseWithClaims(text, claims, func(*jwt.Token) (any, error) { return key, nil },
			jwt.WithValidMethods([]string{"RS256"}))
		if err != nil {
			c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"success": false, "error": "invalid or expired token"})
			return
		}
		c.Request.Header.Set("X-User-ID", claims["user_id"].(string))
		c.Next()
	}
}

func publicKey(address string) *rsa.PublicKey {
	answer, err := http.Get(address)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var set struct {
		Keys []struct{ N, E string }
	}
	if err := json.NewDecoder(answer.Body).Decode(&set); err != nil {
		log.Fatal(err)
	}
	return &rsa.PublicKey{N: number(set.Keys[0].N), E: int(number(set.Keys[0].E).Int64())}
}

func number(text string) *big.Int {
	bytes, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		log.Fatal(err)
	}
	return new(big.Int).SetBytes(bytes)
}
