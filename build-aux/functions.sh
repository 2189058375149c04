# shellcheck shell=bash
# What the scripts beside this one share. To be sourced by bash.

packages=$(dirname "${BASH_SOURCE[0]}")/packages

say ()
{
  if [ -t 2 ]
  then
    printf '\033[1m==> %s\033[0m\n' "$*" >&2
  else
    printf '==> %s\n' "$*" >&2
  fi
}

as_root ()
{
  if [ "$(id -u)" -eq 0 ]
  then
    "$@"
  else
    sudo "$@"
  fi
}

# Tells the column of the list of packages that is for this system: 2, 3 or 4; or nothing.
find_distribution ()
{
  if command -v apt-get > /dev/null
  then
    echo 2
  elif command -v dnf > /dev/null
  then
    echo 3
  elif command -v pacman > /dev/null
  then
    echo 4
  fi
}

is_installed ()
{
  case $distribution in
    2) [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2> /dev/null)" = installed ] ;;
    3) rpm --query --quiet --whatprovides "$1" ;;
    4) pacman -Qq "$1" > /dev/null 2>&1 ;;
  esac
}

# install_missing GROUP...: installs what the list has for the groups and the system has not.
install_missing ()
{
  local distribution group package
  local -a missing=()

  distribution=$(find_distribution)
  if [ -z "$distribution" ]
  then
    say "No apt-get, dnf or pacman: please see $packages for what is needed"
    return
  fi

  for group
  do
    while read -r package
    do
      is_installed "$package" || missing+=("$package")
    done < <(awk -v group="$group" -v column="$distribution" \
               '$1 == group && $column != "-" { print $column }' "$packages")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  say "Installing: ${missing[*]}"
  case $distribution in
    2)
      as_root apt-get update --quiet
      as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
      ;;
    3) as_root dnf install --assumeyes --setopt=install_weak_deps=False "${missing[@]}" ;;
    4) as_root pacman -S --needed --noconfirm "${missing[@]}" ;;
  esac
}
