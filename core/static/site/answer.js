// Shows the names of all chosen files in the desk's own words; the browser's words follow its own language.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches(".desk-upload input[type=file]")) {
    const names = [...input.files].map((file) => file.name).join(", ");
    input.closest(".desk-upload").querySelector("input[type=text]").value = names;
  }
});
