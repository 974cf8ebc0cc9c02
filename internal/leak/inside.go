package leak

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The kinds of what is known inside only.
const (
	Address = "address" // IP, of a machine that is not this one
	Host    = "host"    // a machine or a cluster, by a name that resolves nowhere else
	User    = "user"    // an id of Slack's
	Path    = "path"    // of a file on a machine
	Link    = "link"
	Channel = "channel"
	Ticket  = "ticket"
)

// Inside lists the shapes of what a reader elsewhere has no use for, in the order in which they are to be looked for.
func Inside() []Shape { return slices.Clone(inside) }

// role is what machines are called by, as a part of their names.
const role = `(?:prod|stg|stage|staging|dev|qa|uat|db|sql|pg|postgres|mysql|redis|kafka|elastic|web|app|api|www|node|host|srv|server|vm|k8s|kube|` +
	`cache|queue|worker|runner|build|index|shard|lb|proxy|gw|bastion|jump|ns|dc|rack|pod|cluster|master|replica|primary|secondary|mq|mail|vpn|fw)`

// stage is a part of a domain below which nothing is for the public.
const stage = `(?:prod|production|preprod|stg|stage|staging|qa|uat|dev)`

var inside = []Shape{
	{Link, false, "://", regexp.MustCompile("\\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s<>\"`|)\\]]*[^\\s<>\"`|)\\].,;:!?]"), nil},
	{Link, false, ".", regexp.MustCompile("(?:^|[^\\pL\\pN_./@-])((?:[\\pL\\pN_-]+\\.)+[A-Za-z]{2,}(?::\\d+)?[/?#][^\\s<>\"`|)\\]]*[^\\s<>\"`|)\\].,;:!?])"), nil}, // as Slack shows a typed one
	{Address, false, "-", regexp.MustCompile(`(?:^|[^\w.:-])((?:\d{1,3}\.){3}\d{1,3}-(?:\d{1,3}\.){0,3}\d{1,3})(?:$|[^\w.-]|\.(?:$|\s)|[.:]\D)`), spanned},
	{Address, false, ".", regexp.MustCompile(`(?:^|[^\w.:-])((?:\d{1,3}\.){3}\d{1,3})(?:$|[^\w.-]|\.(?:$|\s)|[.:]\D)`), elsewhere},
	{Address, false, ":", regexp.MustCompile(`(?:^|[^\w:.-])([0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?:$|[^\w:.-])`), elsewhere},
	{Address, false, "ip-", regexp.MustCompile(`\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b`), nil},
	{Host, false, ".", regexp.MustCompile(`(?i)\b[a-z0-9][\w-]*(?:\.[a-z0-9_-]+)*\.(?:internal|intern|local|localdomain|lan|corp|intra|intranet|private|consul|home\.arpa|cluster\.local|svc)\b`), nil},
	{Host, false, ".", regexp.MustCompile(`(?i)\b(?:[a-z0-9][\w-]*\.)*(?:[a-z0-9]+-)*` + stage + `(?:-[a-z0-9]+)*(?:\.[a-z0-9][\w-]*)+\.[a-z]{2,}\b`), nil},
	{Host, false, "arn:", regexp.MustCompile(`\barn:aws[\w-]*:[\w:/.*-]+`), nil},
	{Host, false, "-", regexp.MustCompile(`\b(?:i|vpc|subnet|sg|eni|vol|ami|eks)-[0-9a-f]{8,17}\b`), nil},
	{Host, false, "-", regexp.MustCompile(`\b[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{8,10}-[a-z0-9]{5}\b`), nil}, // a pod of a deployment
	{Host, false, "", regexp.MustCompile(`(?i)\b(?:[a-z0-9]+[-.])*` + role + `(?:[-.][a-z0-9]+)*-?\d+[a-z]?\b`), machine},
	{Host, false, "-", regexp.MustCompile(`(?i)\b(?:[a-z0-9]+-)+(?:prod|stg|staging|qa|uat)\b`), nil},
	{Host, false, "-", regexp.MustCompile(`\b(?:(?i:prod|stg|staging)|qa|uat)(?:-[A-Za-z0-9]+)+\b`), nil}, // QA-7 is a ticket
	{User, false, "U W", regexp.MustCompile(`\b[UW][0-9A-Z]{8,11}\b`), digits},
	{Path, false, "/", regexp.MustCompile("(?:^|[\\s\"'(=`])" + `((?:~|\.{1,2})?(?:/[\w.@+-]+){2,}/?)`), nil},
	{Channel, false, "#", regexp.MustCompile(`(?:^|[^\pL\pN&/#])(#[\pL\pN][\pL\pN_-]{1,79})`), lettered},
	{Channel, false, "C D G", regexp.MustCompile(`\b[CDG][0-9A-Z]{8,11}\b`), digits},
	{Ticket, false, "-", regexp.MustCompile(`\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b`), tracked},
	{Ticket, false, "#", regexp.MustCompile(`(?:^|[^\pL\pN&/#])(#\d{2,})\b`), nil},
	{Ticket, false, "", regexp.MustCompile(`(?i)\b(?:PR|MR|pull request|merge request|issue|ticket|case|incident|change|bug)\s+(?:no\.?\s*|number\s*)?(#?\d{2,})\b`), nil},
}

// elsewhere reports whether s is an IP address, and not one that is the same on every machine.
func elsewhere(s string) bool {
	ip, err := netip.ParseAddr(s)
	return err == nil && !ip.IsLoopback() && !ip.IsUnspecified()
}

// spanned reports whether s is a range of addresses, of which the second may be told by its last numbers.
func spanned(s string) bool {
	from, to, _ := strings.Cut(s, "-")
	return elsewhere(from) || elsewhere(to)
}

// trackerNumber is what a tracker counts up to, in a project whose key may be a word for a machine.
var trackerNumber = regexp.MustCompile(`^[A-Z]+-[1-9]\d{2,}$`)

// machine reports whether s is rather a machine than a ticket: DB-01 and DB-3 are, DEV-123 is not.
func machine(s string) bool { return !trackerNumber.MatchString(s) }

// lettered reports whether s is more than a number.
func lettered(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

func digits(s string) bool { return strings.ContainsAny(s, "0123456789") }

// tracked reports whether s is in a tracker, rather than the name of what everybody knows.
func tracked(s string) bool {
	project, _, _ := strings.Cut(s, "-")
	return !slices.Contains(standards, project)
}

var standards = []string{"UTF", "SHA", "ISO", "RFC", "AES", "RSA", "TLS", "SSL", "HTTP", "IPV", "SEV", "CVE", "COVID", "USB", "ES", "MD", "CRC", "UTC", "GMT", "AI"}
