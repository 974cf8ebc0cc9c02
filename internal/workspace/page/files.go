package page

import (
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/remedybot/remedy/internal/workspace"
)

// openable are the types a browser shows by itself. All are shown under
// filePolicy, so a document cannot run scripts or call out.
var openable = map[string]string{
	".html": "text/html; charset=utf-8",
	".htm":  "text/html; charset=utf-8",
	".svg":  "image/svg+xml",
	".png":  "image/png",
	".jpg":  "image/jpeg",
	".jpeg": "image/jpeg",
	".gif":  "image/gif",
	".webp": "image/webp",
}

// files lists what was posted in a conversation.
func (s *site) files(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	list, err := p.Files(r.URL.Query().Get("channel"))
	if err != nil {
		refused(w, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{"ok": true, "files": list})
}

// canvas shows a document of the app's that the person may read.
func (s *site) canvas(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	one, err := p.Canvas(r.URL.Query().Get("id"))
	if err != nil {
		refused(w, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{"ok": true, "canvas": one})
}

// file serves an uploaded file that the person can see: as text for a preview,
// opened in a window of its own, or to be saved.
func (s *site) file(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	f, content, err := p.File(r.PathValue("id"))
	if err != nil {
		refuse(w, http.StatusNotFound, "file_not_found", "There is no such file, or you cannot see it.")
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Cache-Control", "no-store")
	kind, shown := openable[strings.ToLower(path.Ext(f.Name))]
	switch how := r.URL.Query().Get("how"); {
	case how == "text", how == "open" && !shown && strings.HasPrefix(f.Mimetype, "text/"):
		kind = "text/plain; charset=utf-8"
	case how != "open" || !shown:
		kind = "application/octet-stream"
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	}
	h.Set("Content-Type", kind)
	w.Write(content)
}
