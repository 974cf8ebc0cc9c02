package workspace

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	_ "image/gif"  // so that the size of a picture is known
	_ "image/jpeg" // likewise
	_ "image/png"  // likewise
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A file is one that is being uploaded, or was.
type file struct {
	File
	content []byte
	ticket  string     // of its upload address
	length  int        // as announced
	shared  []*channel // where it was posted
	given   bool       // to the app, in a form
}

// newFile makes a file that has no bytes yet.
func (w *Workspace) newFile(name, user, base string, length int) *file {
	kind := cmp.Or(mime.TypeByExtension(path.Ext(name)), "text/plain")
	kind, _, _ = mime.ParseMediaType(kind)
	extension := cmp.Or(strings.TrimPrefix(path.Ext(name), "."), "text")
	id := w.random.id("F")
	now := w.clock.Now().Unix()
	address := fmt.Sprintf("%s/files/%s/%s", base, id, strings.ReplaceAll(path.Base(name), " ", "_"))
	f := &file{
		File: File{
			ID: id, Created: now, Timestamp: now, Name: name, Title: name, Mimetype: kind, Filetype: extension,
			PrettyType: strings.ToUpper(extension), User: user, UserTeam: w.cred.TeamID, Size: length, Mode: "hosted",
			URLPrivate: address, Download: address, Permalink: address,
			Channels: []string{}, Groups: []string{}, IMs: []string{},
		},
		ticket: w.random.secret(32), length: length,
	}
	w.files[id] = f
	return f
}

func uploadURL(c *call) (object, error) {
	length := c.args.number("length", -1)
	if length <= 0 || length > maxUpload {
		return nil, refuse("invalid_arguments", "[ERROR] the length must be that of the file [json-pointer:/length]")
	}
	f := c.newFile(c.args.str("filename"), c.cred.BotUserID, c.base, length)
	f.AltText = c.args.str("alt_txt")
	c.effect.File = f.ID
	return object{"upload_url": c.base + "/upload/" + f.ticket, "file_id": f.ID}, nil
}

// serveUpload takes the bytes of a file: as such, or as the file of a form.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request) {
	content, err := uploaded(rw, r)
	w.mu.Lock()
	defer w.mu.Unlock()
	var f *file
	for _, one := range w.files {
		if one.ticket == r.PathValue("ticket") {
			f = one
		}
	}
	status := http.StatusOK
	switch {
	case f == nil:
		status = http.StatusNotFound
	case err != nil || len(content) != f.length:
		status = http.StatusBadRequest
	default:
		f.keep(content)
	}
	record := Record{At: w.clock.Now(), Kind: Request, Method: "upload", Status: status}
	if f != nil {
		record.Effect.File = f.ID
	}
	w.journal.add(record)
	rw.WriteHeader(status)
	fmt.Fprintf(rw, "%s - %d", http.StatusText(status), len(content))
}

func uploaded(rw http.ResponseWriter, r *http.Request) ([]byte, error) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxUpload+1<<20)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return io.ReadAll(r.Body)
	}
	if err := r.ParseMultipartForm(maxUpload); err != nil {
		return nil, err
	}
	for _, headers := range r.MultipartForm.File {
		if len(headers) == 0 {
			continue
		}
		f, err := headers[0].Open()
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(f)
	}
	return nil, fmt.Errorf("no file in the form")
}

// completeUpload posts files that have been uploaded.
func completeUpload(c *call) (object, error) {
	var wanted []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	if decode(c.args.raw("files"), &wanted) != nil || len(wanted) == 0 {
		return nil, refuse("invalid_arguments", "[ERROR] must provide an array of files [json-pointer:/files]")
	}
	var files []*file
	for _, one := range wanted {
		f := c.files[one.ID]
		if f == nil || f.content == nil {
			return nil, refuse("file_not_found")
		}
		files = append(files, f)
	}
	var ch *channel
	if c.args.has("channel_id") {
		var err error
		if ch, err = c.writable("channel_id"); err != nil {
			return nil, err
		}
	}
	answer := []any{}
	m := &message{Message: Message{
		Subtype: "file_share", User: c.cred.BotUserID, BotID: c.cred.BotID, AppID: c.cred.AppID,
		Team: c.cred.TeamID, Text: cut(c.args.str("initial_comment"), maxText), Upload: true,
	}}
	for i, f := range files {
		f.Title = cmp.Or(wanted[i].Title, f.Name)
		f.ticket = ""
		if ch != nil {
			f.share(ch)
		}
		m.Files = append(m.Files, f.File)
		answer = append(answer, asObject(f.File))
		c.effect.File = f.ID
	}
	if ch != nil {
		c.thread(ch, m)
		c.post(ch, m)
		c.effect.TS, c.effect.ThreadTS = m.TS, m.ThreadTS
	}
	return object{"files": answer}, nil
}

// serveFile gives the bytes to the app. People read files through Person.File.
func (w *Workspace) serveFile(rw http.ResponseWriter, r *http.Request) {
	f, content, err := w.As(w.cred.BotUserID).File(r.PathValue("id"))
	status := http.StatusOK
	switch {
	case r.Header.Get("Authorization") != "Bearer "+w.cred.BotToken:
		status = http.StatusForbidden
	case err != nil:
		status = http.StatusNotFound
	}
	w.mu.Lock()
	w.journal.add(Record{
		At: w.clock.Now(), Kind: Request, Method: "file", Status: status, Effect: Effect{File: r.PathValue("id")},
	})
	w.mu.Unlock()
	if status != http.StatusOK {
		http.Error(rw, http.StatusText(status), status)
		return
	}
	rw.Header().Set("Content-Type", f.Mimetype)
	rw.Header().Set("Content-Length", strconv.Itoa(len(content)))
	rw.Header().Set("X-Content-Type-Options", "nosniff")
	rw.Write(content)
}

// keep takes the bytes of a file, and of a picture how large it is, so that room
// can be kept for it.
func (f *file) keep(content []byte) {
	f.content = content
	if size, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil {
		f.OriginalW, f.OriginalH = size.Width, size.Height
	}
}

// share writes down that a file was posted in a conversation. The lists of ids are
// made anew, since messages hold copies of the file.
func (f *file) share(c *channel) {
	f.shared = append(f.shared, c)
	switch c.kind() {
	case "channel":
		f.IsPublic, f.Channels = true, append(slices.Clip(f.Channels), c.ID)
	case "group", "mpim":
		f.Groups = append(slices.Clip(f.Groups), c.ID)
	default:
		f.IMs = append(slices.Clip(f.IMs), c.ID)
	}
}

// picture finds a picture that a block shows, by its id or one of its addresses.
func (w *Workspace) picture(id, address string) *file {
	for _, f := range w.files {
		if f.ID == id || address != "" && (f.URLPrivate == address || f.Permalink == address) {
			if f.content != nil && slices.Contains([]string{"image/png", "image/jpeg", "image/gif"}, f.Mimetype) {
				return f
			}
		}
	}
	return nil
}

// seenBy tells whether somebody uploaded a file, got it in a form, or can read
// where it was posted.
func (f *file) seenBy(user, bot string) bool {
	return f.User == user || f.given && user == bot || slices.ContainsFunc(f.shared, func(c *channel) bool { return c.visible(user) })
}

// FileContent returns an uploaded file and its bytes.
func (w *Workspace) FileContent(id string) (File, []byte, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.files[id]
	if f == nil || f.content == nil {
		return File{}, nil, false
	}
	return f.File, f.content, true
}

// deleteFile takes the bytes of a file of the app's own away, wherever it was
// posted; the messages stay, and say that there was one
// (https://docs.slack.dev/reference/methods/files.delete).
func deleteFile(c *call) (object, error) {
	f := c.files[c.args.str("file")]
	switch {
	case f == nil || !f.seenBy(c.cred.BotUserID, c.cred.BotUserID):
		return nil, refuse("file_not_found")
	case f.User != c.cred.BotUserID:
		return nil, refuse("cant_delete_file")
	case f.content == nil:
		return nil, refuse("file_deleted")
	}
	f.content = nil
	stone := File{ID: f.ID, Mode: "tombstone", Channels: []string{}, Groups: []string{}, IMs: []string{}}
	for _, ch := range f.shared {
		for _, m := range ch.messages {
			i := slices.IndexFunc(m.Files, func(one File) bool { return one.ID == f.ID })
			if i < 0 {
				continue
			}
			m.Files = slices.Clone(m.Files)
			m.Files[i] = stone
			c.tell(ch, Change{Type: "changed", Message: m.copied()})
		}
	}
	c.effect.File = f.ID
	return object{}, nil
}
